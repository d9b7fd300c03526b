package dev.copydesk.ingest.watch;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves entries of a folder to names that are free, by Linux's renameat2(2) with RENAME_NOREPLACE:
 * the JDK moves over whatever is there, or by paths, which may come to lead elsewhere.
 *
 * <p>From the folder's parent on, each directory is opened relative to the one before by openat(2),
 * and none may be a link. The last few are held open until {@link #rest}, for many files go from
 * one directory to one other.
 *
 * <p>Used by one thread at a time.
 */
final class NewNames implements Closeable {

  private static final int CLOSED_ON_EXEC = 0x8_0000;
  private static final int NO_REPLACE = 1;
  private static final int CURRENT_DIRECTORY = -100;
  private static final int MOST_HELD = 8;

  private final Path folder;
  private final DirectoryFlags flags;
  private final LinuxCalls calls = new LinuxCalls();
  private final MethodHandle open;
  private final MethodHandle rename;
  private final MethodHandle close;
  private final LinkedHashMap<Path, Integer> held = new LinkedHashMap<>(16, 0.75f, true);

  /** O_DIRECTORY and O_NOFOLLOW, which are not the same on all processors. */
  private record DirectoryFlags(int directory, int noLink) {

    static @Nullable DirectoryFlags ofThisSystem() {
      return switch (System.getProperty("os.name") + " " + System.getProperty("os.arch")) {
        case "Linux amd64" -> new DirectoryFlags(0x1_0000, 0x2_0000);
        case "Linux aarch64" -> new DirectoryFlags(0x4000, 0x8000);
        default -> null;
      };
    }
  }

  private NewNames(Path folder, DirectoryFlags flags) throws IOException {
    this.folder = folder;
    this.flags = flags;
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    try {
      // The mode, which is variadic in C, is not given where nothing is created.
      open =
          calls.function(
              "openat", FunctionDescriptor.of(number, number, ValueLayout.ADDRESS, number));
      rename =
          calls.function(
              "renameat2",
              FunctionDescriptor.of(
                  number, number, ValueLayout.ADDRESS, number, ValueLayout.ADDRESS, number));
      close = calls.function("close", FunctionDescriptor.of(number, number));
    } catch (IOException e) {
      calls.close();
      throw e;
    }
  }

  /** Empty where the system cannot do it. */
  static Optional<NewNames> of(Path folder) {
    @Nullable DirectoryFlags flags = DirectoryFlags.ofThisSystem();
    if (flags == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new NewNames(folder, flags));
    } catch (IOException _) {
      // A C library without renameat2 (glibc before 2.28).
      return Optional.empty();
    }
  }

  /**
   * Gives an entry another name, in another directory perhaps.
   *
   * @return whether it was done; false where the file system cannot do it
   * @throws FileAlreadyExistsException if the name is taken, by a link even
   * @throws NoSuchFileException if there is no such entry, or no such directory
   * @throws NotDirectoryException if a directory on the way is a link, or none
   */
  boolean move(Path file, Path target) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      int from = directory(parent(file));
      int to = directory(parent(target));
      MemorySegment name = LinuxCalls.name(call, String.valueOf(file.getFileName()));
      MemorySegment newName = LinuxCalls.name(call, String.valueOf(target.getFileName()));
      long result =
          LinuxCalls.call(
              () -> (int) rename.invokeExact(calls.state(), from, name, to, newName, NO_REPLACE));
      if (result == 0) {
        return true;
      }
    }
    return switch (calls.errno()) {
      case LinuxCalls.EEXIST -> throw new FileAlreadyExistsException(target.toString());
      case LinuxCalls.ENOENT -> throw new NoSuchFileException(file.toString());
      case LinuxCalls.EINVAL, LinuxCalls.ENOSYS, LinuxCalls.EOPNOTSUPP -> false;
      default -> throw calls.failure("Moving " + file + " to " + target);
    };
  }

  private int directory(Path path) throws IOException {
    @Nullable Integer known = held.get(path);
    if (known != null) {
      return known;
    }
    @Nullable Path parent = folder.getParent();
    Path top = parent == null ? folder : parent;
    int descriptor = open(CURRENT_DIRECTORY, top, flags.directory());
    for (int i = top.getNameCount(); i < path.getNameCount(); i++) {
      int above = descriptor;
      try {
        descriptor = open(above, path.getName(i), flags.directory() | flags.noLink());
      } finally {
        close(above);
      }
    }
    if (held.size() >= MOST_HELD) {
      close(Objects.requireNonNull(held.pollFirstEntry()).getValue());
    }
    held.put(path, descriptor);
    return descriptor;
  }

  private int open(int above, Path name, int how) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment path = LinuxCalls.name(call, name.toString());
      long descriptor =
          LinuxCalls.call(
              () -> (int) open.invokeExact(calls.state(), above, path, how | CLOSED_ON_EXEC));
      if (descriptor >= 0) {
        return (int) descriptor;
      }
    }
    throw switch (calls.errno()) {
      case LinuxCalls.ENOENT -> new NoSuchFileException(name.toString());
      case LinuxCalls.ELOOP, LinuxCalls.ENOTDIR -> new NotDirectoryException(name.toString());
      default -> calls.failure("Opening " + name);
    };
  }

  private void close(int descriptor) {
    LinuxCalls.call(() -> (int) close.invokeExact(calls.state(), descriptor));
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent(), "A path below a folder has a parent");
  }

  /** Lets go of all directories, so that the folder can be unmounted. */
  void rest() {
    held.values().forEach(this::close);
    held.clear();
  }

  @Override
  public void close() {
    rest();
    calls.close();
  }
}

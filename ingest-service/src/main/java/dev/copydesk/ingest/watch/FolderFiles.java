package dev.copydesk.ingest.watch;

import dev.copydesk.ingest.format.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way in which ingest opens, moves and removes what lies in a watched folder: such that no
 * symbolic link leads out of it, also where somebody puts one in the place of a file or a directory
 * meanwhile.
 *
 * <p>The last few directories are held open for the files that follow, until {@link #rest}, or for
 * {@link #HELD} at most: another may have the name by then.
 *
 * <p>From the folder's parent on, each directory is opened relative to the one before, and neither
 * it nor the file itself may be a link (openat with O_NOFOLLOW, where the JDK has {@link
 * SecureDirectoryStream}: Linux, macOS). Elsewhere the file's real path is compared with the
 * folder's before and after the opening, which leaves a moment in between.
 *
 * <p>What this does not keep out: hard links and mounts that lead elsewhere, which take rights
 * outside the folder to make; and a FIFO that takes a regular file's place in the moment between
 * the look at it and its opening, which waits for the FIFO's writer.
 *
 * <p>Used by one thread at a time.
 */
public final class FolderFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderFiles.class);

  private static final Duration HELD = Duration.ofMillis(100);

  /** One to move from, and one to move to. */
  private static final int MOST_HELD = 2;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path folder;
  private final Optional<NewNames> newNames;
  private final LinkedHashMap<Path, Held> held = new LinkedHashMap<>(4, 0.75f, true);

  public FolderFiles(Path folder) {
    this.folder = folder;
    this.newNames = NewNames.of(folder);
  }

  private record Held(SecureDirectoryStream<Path> directory, long since) {}

  /** What is done in a directory that is held open; the name is that of an entry of it. */
  @FunctionalInterface
  private interface Work<T> {
    T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
  }

  /** Attributes of the entry itself, not of what a link points to. */
  public BasicFileAttributes attributes(Path file) throws IOException {
    return in(file, FolderFiles::attributes, () -> RegularFile.attributes(file));
  }

  /**
   * Opens a regular file.
   *
   * @throws NoSuchFileException if there is no regular file of this name
   */
  public InputStream open(Path file) throws IOException {
    return in(file, (directory, name) -> open(directory, name, file), () -> openByPath(file));
  }

  /**
   * Opens a file without another look at it: to be compared with what was seen once it is read.
   *
   * @param seen its attributes, a moment ago
   * @throws NoSuchFileException if that was no regular file, or there is none of this name now
   */
  public InputStream open(Path file, BasicFileAttributes seen) throws IOException {
    requireRegular(seen, file);
    return in(
        file,
        (directory, name) -> Channels.newInputStream(channel(directory, name)),
        () -> openByPath(file));
  }

  /**
   * Creates an empty file, to be moved over or written.
   *
   * @throws FileAlreadyExistsException if there is something of this name, a link included
   */
  public SeekableByteChannel create(Path file) throws IOException {
    return in(
        file,
        (directory, name) -> directory.newByteChannel(name, NEW),
        () -> Files.newByteChannel(file, NEW));
  }

  /**
   * Moves an entry, within the folder, to a name that is free.
   *
   * @throws FileAlreadyExistsException if the name is taken
   * @throws NoSuchFileException if the entry is gone, or the target's directory is
   */
  public void move(Path file, Path target) throws IOException {
    if (newNames.isPresent() && moveToNew(newNames.get(), file, target)) {
      return;
    }
    // The name is taken by an empty file, over which the move then goes.
    create(target).close();
    try {
      moveOver(file, target);
    } catch (IOException e) {
      delete(target);
      throw e;
    }
  }

  private static boolean moveToNew(NewNames newNames, Path file, Path target) throws IOException {
    try {
      return newNames.move(file, target);
    } catch (NoSuchFileException _) {
      // A directory that is held may have been removed, and made anew.
      newNames.rest();
      return newNames.move(file, target);
    }
  }

  private void moveOver(Path file, Path target) throws IOException {
    this.<@Nullable Void>in(
        file,
        (from, name) ->
            this.<@Nullable Void>in(
                target,
                (to, newName) -> {
                  from.move(name, to, newName);
                  return null;
                },
                () -> {
                  throw new IOException("The folder's parts are of unlike kinds");
                }),
        () -> {
          Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
          return null;
        });
  }

  /** Removes an entry that is no directory, where it is there. */
  public void delete(Path file) throws IOException {
    try {
      this.<@Nullable Void>in(
          file,
          (directory, name) -> {
            directory.deleteFile(name);
            return null;
          },
          () -> {
            Files.delete(file);
            return null;
          });
    } catch (NoSuchFileException _) {
      // It is as wanted.
    }
  }

  /**
   * Creates a directory and those above it below the folder.
   *
   * @throws NotDirectoryException if one of them is a link or no directory
   */
  public void createDirectories(Path directory) throws IOException {
    if (directory.equals(folder)) {
      return;
    }
    try {
      // What is done in it later looks at each part again, and at the moment when it counts.
      if (RegularFile.attributes(directory).isDirectory()) {
        return;
      }
    } catch (NoSuchFileException _) {
      createDirectories(parent(directory));
      Files.createDirectory(directory);
      // One of this name, which was removed, may still be held.
      rest();
      return;
    }
    throw new NotDirectoryException(directory.toString());
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /** Attributes come first, since the mere opening of a FIFO would wait for its writer for ever. */
  private static InputStream open(SecureDirectoryStream<Path> directory, Path name, Path file)
      throws IOException {
    BasicFileAttributes before = attributes(directory, name);
    requireRegular(before, file);
    SeekableByteChannel channel = channel(directory, name);
    try {
      requireSame(before, attributes(directory, name), file);
      return Channels.newInputStream(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static SeekableByteChannel channel(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory.newByteChannel(name, READ);
  }

  private InputStream openByPath(Path file) throws IOException {
    BasicFileAttributes before = RegularFile.attributes(file);
    requireRegular(before, file);
    requireBeneath(file);
    InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      requireBeneath(file);
      requireSame(before, RegularFile.attributes(file), file);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void requireRegular(BasicFileAttributes attributes, Path file)
      throws NoSuchFileException {
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException(file.toString(), null, "no regular file");
    }
  }

  private static void requireSame(BasicFileAttributes before, BasicFileAttributes after, Path file)
      throws NoSuchFileException {
    if (!Objects.equals(before.fileKey(), after.fileKey())) {
      throw new NoSuchFileException(file.toString(), null, "another took its place");
    }
  }

  private void requireBeneath(Path file) throws IOException {
    Path real = folder.toRealPath(LinkOption.NOFOLLOW_LINKS).resolve(folder.relativize(file));
    if (!file.toRealPath().equals(real)) {
      throw new NoSuchFileException(file.toString(), null, "a link leads to it");
    }
  }

  @FunctionalInterface
  private interface Otherwise<T> {
    T get() throws IOException;
  }

  /** Opens every directory from the folder's parent down to the file's, then works there. */
  private <T extends @Nullable Object> T in(Path file, Work<T> work, Otherwise<T> otherwise)
      throws IOException {
    Path wanted = parent(file);
    @Nullable Held known = held.get(wanted);
    if (known != null && System.nanoTime() - known.since() > HELD.toNanos()) {
      letGo(wanted);
      known = null;
    }
    if (known == null) {
      known = hold(wanted);
    }
    return known == null ? otherwise.get() : work.in(known.directory(), file.getFileName());
  }

  /** Null where the system cannot hold directories. */
  private @Nullable Held hold(Path wanted) throws IOException {
    @Nullable Path parent = folder.getParent();
    Path top = parent == null ? folder : parent;
    DirectoryStream<Path> opened = Files.newDirectoryStream(top);
    if (!(opened instanceof SecureDirectoryStream<Path> first)) {
      opened.close();
      return null;
    }
    SecureDirectoryStream<Path> directory = first;
    for (int i = top.getNameCount(); i < wanted.getNameCount(); i++) {
      try (SecureDirectoryStream<Path> above = directory) {
        directory = above.newDirectoryStream(wanted.getName(i), LinkOption.NOFOLLOW_LINKS);
      }
    }
    while (held.size() >= MOST_HELD) {
      letGo(held.firstEntry().getKey());
    }
    Held now = new Held(directory, System.nanoTime());
    held.put(wanted, now);
    return now;
  }

  private void letGo(Path path) {
    @Nullable Held last = held.remove(path);
    if (last != null) {
      try {
        last.directory().close();
      } catch (IOException e) {
        // Nothing was written by it, and it is used no more.
        LOG.debug("event=directory-not-closed reason={}", e.toString());
      }
    }
  }

  /** Lets go of every directory, so that the folder can be unmounted. */
  public void rest() {
    List.copyOf(held.keySet()).forEach(this::letGo);
    newNames.ifPresent(NewNames::rest);
  }

  @Override
  public void close() {
    rest();
    newNames.ifPresent(NewNames::close);
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent(), "A path below a folder has a parent");
  }
}

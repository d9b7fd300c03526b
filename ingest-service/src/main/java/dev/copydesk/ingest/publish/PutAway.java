package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts a file away whose receipt is committed: to {@code done/} or {@code failed/}, under the same
 * path below it, where what lies there is never overwritten; or as {@link OnDone} says.
 */
final class PutAway {

  private static final int MOST_OF_ONE_NAME = 10_000;

  /** What common file systems allow in a name, in bytes. */
  private static final int NAME_BYTES = 255;

  private final Path folder;
  private final OnDone onDone;
  private final Optional<String> marker;
  private final FolderFiles files;
  private final Step.Listener steps;

  PutAway(
      Path folder, OnDone onDone, Optional<String> marker, FolderFiles files, Step.Listener steps) {
    this.folder = folder;
    this.onDone = onDone;
    this.marker = marker;
    this.files = files;
    this.steps = steps;
  }

  /** Where a file is after it was put away. */
  enum Whereabouts {
    /** Where it was. */
    IN_PLACE,
    /** Out of the way. */
    AWAY,
    /** Nobody knows: it was gone, or something else has its name. */
    UNKNOWN
  }

  /**
   * Puts the file away, unless it is gone or another took its place. It may go while it is moved:
   * where its partition has just changed hands, the next owner puts it away too.
   *
   * @throws IOException if it could not be moved; trying again is harmless
   */
  Whereabouts putAway(FoundFile file, FileReceipt receipt) throws IOException {
    if (onDone == OnDone.KEEP) {
      return Whereabouts.IN_PLACE;
    }
    if (!isThere(file)) {
      return Whereabouts.UNKNOWN;
    }
    boolean failed =
        receipt.getState() == FileState.REJECTED || receipt.getState() == FileState.PARTLY_REJECTED;
    steps.reached(Step.BEFORE_MOVE);
    Path root = folder.resolve(failed ? WatchedFolder.FAILED : WatchedFolder.DONE);
    Path wanted = root.resolve(folder.relativize(file.path()));
    Optional<byte[]> reason =
        failed ? Optional.of(FailureReason.of(receipt).toJson()) : Optional.empty();
    Optional<Path> moved = move(file.path(), wanted, reason);
    if (moved.isEmpty() && isThere(file)) {
      files.createDirectories(Objects.requireNonNull(wanted.getParent()));
      moved = move(file.path(), wanted, reason);
    }
    if (moved.isEmpty()) {
      return Whereabouts.UNKNOWN;
    }
    Path target = moved.get();
    if (!FileStamp.of(files.attributes(target)).equals(file.stamp())) {
      // Written to, or replaced, in the last moment: what nobody has read must not lie in done/.
      giveBack(target, file.path());
      return Whereabouts.UNKNOWN;
    }
    if (marker.isPresent()) {
      files.delete(sibling(file.path(), marker.get(), 0));
    }
    if (onDone == OnDone.DELETE && !failed) {
      files.delete(target);
    }
    steps.reached(Step.AFTER_MOVE);
    return Whereabouts.AWAY;
  }

  private boolean isThere(FoundFile file) throws IOException {
    try {
      return FileStamp.of(files.attributes(file.path())).equals(file.stamp());
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /**
   * Moves the file to the first name that is free, and so is that of its reason, which is written
   * before: what lies in {@code failed/} is explained at every moment.
   *
   * @return the name; empty where the file is gone, or there is no directory to move it to
   */
  private Optional<Path> move(Path file, Path wanted, Optional<byte[]> reason) throws IOException {
    int room = reason.isPresent() ? FailureReason.SUFFIX.length() : 0;
    for (int i = 0; i < MOST_OF_ONE_NAME; i++) {
      Path name = sibling(wanted, i == 0 ? "" : "~" + i, room);
      boolean explained = false;
      boolean moved = false;
      try {
        if (reason.isPresent()) {
          explained = explain(name, reason.get());
          if (!explained) {
            continue;
          }
        }
        files.move(file, name);
        moved = true;
        return Optional.of(name);
      } catch (FileAlreadyExistsException _) {
        // The next one may be free.
      } catch (NoSuchFileException _) {
        return Optional.empty();
      } finally {
        // Where the partition's next owner moved it there meanwhile, the reason is that file's.
        if (explained && !moved && (isAnything(file) || !isAnything(name))) {
          files.delete(reasonOf(name));
        }
      }
    }
    throw new FileAlreadyExistsException(wanted.toString(), null, "and all its variants");
  }

  /** False where the file or its reason would not have the name for itself. */
  private boolean explain(Path name, byte[] reason) throws IOException {
    if (isAnything(name)) {
      return false;
    }
    Path explanation = reasonOf(name);
    try {
      write(explanation, reason);
      return true;
    } catch (FileAlreadyExistsException _) {
      // Perhaps it is this file's own, and a crash came before the move, or amid the writing. What
      // was put away under this name has a reason itself.
      byte[] written = beginning(explanation, reason.length + 1);
      if (Arrays.equals(written, reason)) {
        return true;
      }
      if (isAnything(reasonOf(explanation)) || Arrays.mismatch(written, reason) != written.length) {
        return false;
      }
    }
    files.delete(explanation);
    write(explanation, reason);
    return true;
  }

  /** Empty where there is no such file. */
  private byte[] beginning(Path file, int length) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readNBytes(length);
    } catch (NoSuchFileException _) {
      return new byte[0];
    }
  }

  private static boolean isAnything(Path name) {
    return Files.exists(name, LinkOption.NOFOLLOW_LINKS);
  }

  private void write(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel = files.create(file)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      // The disk is full, say: half a reason would keep the name from the next try.
      files.delete(file);
      throw e;
    }
  }

  private void giveBack(Path target, Path path) throws IOException {
    files.createDirectories(Objects.requireNonNull(path.getParent()));
    for (int i = 0; i < MOST_OF_ONE_NAME; i++) {
      Path name = i == 0 ? path : path.resolveSibling(i + "~" + path.getFileName());
      try {
        files.move(target, name);
      } catch (FileAlreadyExistsException _) {
        continue;
      }
      files.delete(reasonOf(target));
      return;
    }
    throw new FileAlreadyExistsException(path.toString(), null, "and all its variants");
  }

  private static Path reasonOf(Path file) {
    return sibling(file, FailureReason.SUFFIX, 0);
  }

  /**
   * The name with a suffix, shortened to what file systems take.
   *
   * @param room bytes kept free for what is appended later
   */
  private static Path sibling(Path file, String suffix, int room) {
    String name = String.valueOf(file.getFileName());
    while ((name + suffix).getBytes(StandardCharsets.UTF_8).length > NAME_BYTES - room) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return file.resolveSibling(name + suffix);
  }
}

package dev.copydesk.ingest.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Moves a file whose receipt is committed to {@code done/} or {@code failed/}, under the same path
 * below it; what lies there is never overwritten.
 */
final class PutAway {

  private static final int MOST_OF_ONE_NAME = 10_000;

  /** What common file systems allow in a name, in bytes. */
  private static final int NAME_BYTES = 255;

  private final Path folder;
  private final Step.Listener steps;
  private final ObjectMapper json = new ObjectMapper();

  PutAway(Path folder, Step.Listener steps) {
    this.folder = folder;
    this.steps = steps;
  }

  /**
   * Moves the file, unless it is gone or another took its place. It may go while it is moved: where
   * its partition has just changed hands, the next owner puts it away too.
   *
   * @throws IOException if it could not be moved; trying again is harmless
   */
  void move(FoundFile file, FileReceipt receipt) throws IOException {
    boolean failed =
        receipt.getState() == FileState.REJECTED || receipt.getState() == FileState.PARTLY_REJECTED;
    if (!isThere(file)) {
      return;
    }
    steps.reached(Step.BEFORE_MOVE);
    Path root = folder.resolve(failed ? WatchedFolder.FAILED : WatchedFolder.DONE);
    Path wanted = root.resolve(folder.relativize(file.path()));
    Files.createDirectories(parent(wanted));
    Path target = reserve(wanted);
    try {
      if (failed) {
        writeReason(target, receipt);
      }
      Files.move(file.path(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      Files.deleteIfExists(target);
      Files.deleteIfExists(reason(target));
      return;
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
    }
    steps.reached(Step.AFTER_MOVE);
  }

  private static boolean isThere(FoundFile file) throws IOException {
    try {
      return FileStamp.of(file.path()).equals(file.stamp());
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /**
   * Takes a free name by creating an empty file, over which the move then goes: an atomic move
   * alone would overwrite whatever came there meanwhile.
   */
  private static Path reserve(Path wanted) throws IOException {
    for (int i = 0; i < MOST_OF_ONE_NAME; i++) {
      Path name = i == 0 ? wanted : sibling(wanted, "~" + i);
      try {
        return Files.createFile(name);
      } catch (FileAlreadyExistsException _) {
        // The next one may be free.
      }
    }
    throw new FileAlreadyExistsException(wanted.toString(), null, "and all its variants");
  }

  private void writeReason(Path target, FileReceipt receipt) throws IOException {
    Path file = reason(target);
    ObjectNode reason =
        json.createObjectNode()
            .put("path", receipt.getPath())
            .put("state", receipt.getState().name())
            .put("sha256", receipt.getSha256())
            .put("articles", receipt.getArticles())
            .put("rejectedCount", receipt.getRejectedCount())
            .put("updated", Instant.ofEpochMilli(receipt.getUpdated()).toString());
    ArrayNode rejected = reason.putArray("rejected");
    for (Rejection rejection : receipt.getRejected()) {
      rejected
          .addObject()
          .put("position", rejection.getPosition())
          .put("code", rejection.getCode())
          .put("reason", rejection.getReason())
          .put("remedy", rejection.getRemedy());
    }
    if (!Files.isSymbolicLink(file) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(reason));
    }
  }

  private static Path reason(Path target) {
    return sibling(target, ".reason.json");
  }

  /** The name with a suffix, shortened to what file systems take. */
  private static Path sibling(Path file, String suffix) {
    String name = String.valueOf(file.getFileName());
    while ((name + suffix).getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return file.resolveSibling(name + suffix);
  }

  private static Path parent(Path file) {
    @Nullable Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException("A path below a folder has a parent");
    }
    return parent;
  }
}

package dev.copydesk.ingest.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a file system was mounted on the folder: the empty directory that comes to light
 * when it is gone must not be taken for the folder.
 */
final class MountPoint {

  private final Path folder;
  private boolean mounted;

  MountPoint(Path folder) {
    this.folder = folder;
  }

  /** Whether there was something mounted on the folder that is no longer there. */
  boolean isLost() throws IOException {
    @Nullable Path parent = folder.getParent();
    if (parent == null || !folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    boolean now = !device(folder).equals(device(parent));
    mounted |= now;
    return mounted && !now;
  }

  private static Object device(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:dev", LinkOption.NOFOLLOW_LINKS);
  }
}

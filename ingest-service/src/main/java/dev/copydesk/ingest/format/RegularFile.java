package dev.copydesk.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The only way in which ingest opens a dropped file. Attributes come first, since the mere opening
 * of a FIFO would wait for its writer for ever.
 */
public final class RegularFile {

  private RegularFile() {}

  /** Attributes of the entry itself, not of what a link points to. */
  public static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Opens a regular file.
   *
   * @throws NoSuchFileException if there is no regular file of this name
   */
  public static InputStream open(Path file) throws IOException {
    if (!attributes(file).isRegularFile()) {
      throw new NoSuchFileException(file.toString(), null, "no regular file");
    }
    return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}

package dev.copydesk.ingest.watch;

import dev.copydesk.ingest.format.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a file does.
 *
 * @param size in bytes
 * @param key the file system's own name for the file (device and inode), where it has one
 */
public record FileStamp(long size, FileTime modified, @Nullable Object key) {

  /** Of the entry itself, not of what a link points to. */
  public static FileStamp of(Path file) throws IOException {
    return of(RegularFile.attributes(file));
  }

  public static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }
}

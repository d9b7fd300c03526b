package dev.copydesk.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A kind of file that holds files, or one in fewer bytes. */
non-sealed interface ArchiveFormat extends Format {

  /**
   * A file in an archive.
   *
   * @param name as the archive gives it, which is a label and never a place on a disk
   * @param bytes up to its end; null where it is no file but a link or device, or cannot be read
   */
  record Entry(String name, @Nullable InputStream bytes, RejectionCode otherwise) {

    static Entry of(String name, InputStream bytes) {
      return new Entry(name, bytes, RejectionCode.ARCHIVE_UNREADABLE);
    }

    static Entry refused(String name, RejectionCode code) {
      return new Entry(name, null, code);
    }
  }

  /** Hands out the files of an archive; what an entry's bytes were is gone with the next. */
  interface Entries {

    /**
     * The next file, or null at the end.
     *
     * @throws IOException if the archive is damaged
     */
    @Nullable Entry next() throws IOException;
  }

  /** Whether there is but one file in it, whose items have the places they have there. */
  boolean isSingle();

  /**
   * Opens the archive.
   *
   * @param name of the archive's file
   */
  Entries entries(InputStream in, String name) throws IOException;
}

package dev.copydesk.ingest.format.archive;

import dev.copydesk.ingest.format.bytes.Head;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of file that holds files, or one in fewer bytes. */
public interface Archive {

  /** The kinds that are read, in the order in which they are to be asked. */
  static List<Archive> all() {
    return List.of(new GzipFile(), new ZstdFile(), new ZipFile(), new TarFile());
  }

  /** What an archive names. */
  sealed interface Entry {

    /** As the archive gives it, which is a label and never a place on a disk. */
    String name();

    /**
     * A file.
     *
     * @param bytes up to its end
     */
    record File(String name, InputStream bytes) implements Entry {}

    /** A link, device or FIFO. */
    record NoFile(String name) implements Entry {}

    /** A file that is encrypted, or packed in a way that is not read. */
    record Unreadable(String name) implements Entry {}
  }

  /** Hands out what is in an archive; what an entry's bytes were is gone with the next. */
  interface Entries {

    /**
     * The next entry that is no folder, or null at the end.
     *
     * @throws IOException if the archive is damaged
     */
    @Nullable Entry next() throws IOException;
  }

  /** Media type of the file. */
  String mediaType();

  /** Suffixes of file names, in lower case without the dot, that announce this kind. */
  Set<String> suffixes();

  /** Whether a file that begins so is of this kind, whatever its name. */
  boolean recognises(Head head);

  /** Whether there is but one file in it, whose items have the places they have there. */
  boolean isSingle();

  /**
   * Opens the archive.
   *
   * @param name of the archive's file
   */
  Entries entries(InputStream in, String name) throws IOException;
}

package dev.copydesk.ingest.format;

import dev.copydesk.schema.v1.RawArticle;
import org.jspecify.annotations.Nullable;

/** What was found at one place of a file. */
public sealed interface Item {

  /** Place in the file, from 0; {@link Rejected#WHOLE_FILE} for the file as a whole. */
  int position();

  /** An article, with its identity, revision and status. */
  record Article(RawArticle raw) implements Item {
    @Override
    public int position() {
      return raw.getSource().getPosition();
    }
  }

  /**
   * Something that is not taken.
   *
   * @param position see {@link Item#position}
   * @param code stable, one of {@link RejectionCode}
   * @param reason what is wrong; holds no article text
   * @param remedy what helps
   * @param bytes as found; null where they are too many to be held, or the file's own
   */
  // Bytes are compared by nobody: an array in this record costs no surprise.
  @SuppressWarnings("ArrayRecordComponent")
  record Rejected(
      int position, String code, String reason, @Nullable String remedy, byte @Nullable [] bytes)
      implements Item {

    public static final int WHOLE_FILE = -1;

    public boolean isWholeFile() {
      return position == WHOLE_FILE;
    }
  }
}

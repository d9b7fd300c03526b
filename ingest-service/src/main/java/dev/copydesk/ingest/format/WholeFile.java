package dev.copydesk.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a file that is one article. */
final class WholeFile implements ItemReader {

  private final InputStream in;
  private final int most;
  private final Function<byte[], Item> article;
  private boolean read;

  /**
   * @param most longest article, in bytes
   * @param article what the file's bytes are; they are not blank
   */
  WholeFile(InputStream in, int most, Function<byte[], Item> article) {
    this.in = in;
    this.most = most;
    this.article = article;
  }

  @Override
  public @Nullable Item next() throws IOException {
    if (read) {
      return null;
    }
    read = true;
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      return RejectionCode.ARTICLE_TOO_LARGE.file("more than %,d bytes", most);
    }
    if (Blank.isBlank(bytes, 0, bytes.length)) {
      return RejectionCode.BLANK_FILE.file();
    }
    @Nullable ByteOrderMark mark = ByteOrderMark.of(bytes);
    if (mark != null) {
      var malformed = Decoding.firstMalformed(bytes, mark.length(), mark.charset());
      if (malformed.isPresent()) {
        return RejectionCode.UNDECODABLE.file(
            "%s by its byte order mark, but not at byte %d",
            mark.charset().name(), malformed.getAsLong());
      }
    }
    return article.apply(bytes);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

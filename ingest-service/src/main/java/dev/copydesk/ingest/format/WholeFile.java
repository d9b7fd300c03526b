package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.Blank;
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
    return Blank.isBlank(bytes, 0, bytes.length)
        ? RejectionCode.BLANK_FILE.file()
        : article.apply(bytes);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

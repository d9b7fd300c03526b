package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.Blank;
import dev.copydesk.ingest.format.bytes.ByteOrderMark;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.bytes.LineReader;
import dev.copydesk.schema.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ninjs item a line. The position of an item is its line's, from 0; blank lines are skipped but
 * counted, so that position 6 is what an editor shows as line 7.
 */
final class NinjsLines implements ArticleFormat {

  @Override
  public String mediaType() {
    return "application/jsonl";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("jsonl", "ndjson", "json");
  }

  @Override
  public boolean recognises(Head head) {
    if (!head.beginsWith('{')) {
      return false;
    }
    String start = head.start();
    return start.startsWith("{\"")
        && start.lines().findFirst().orElse("").stripTrailing().endsWith("}");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return head.wideCharset() != null
        ? new OneItem(NinjsItem.notUtf8(head))
        : new Items(new LineReader(in, limits.line()), origin, limits);
  }

  private static final class Items implements ItemReader {

    private final LineReader lines;
    private final Origin origin;
    private final FormatLimits limits;
    private final NinjsItem ninjs;
    private int position;
    private boolean found;

    Items(LineReader lines, Origin origin, FormatLimits limits) {
      this.lines = lines;
      this.origin = origin;
      this.limits = limits;
      this.ninjs = new NinjsItem(limits);
    }

    @Override
    public @Nullable Item next() throws IOException {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        int here = position++;
        byte @Nullable [] bytes = line.bytes();
        if (bytes == null || !Blank.isBlank(bytes, 0, bytes.length)) {
          found = true;
          return item(here, bytes, line.length());
        }
      }
      if (!found) {
        found = true;
        return RejectionCode.BLANK_FILE.file();
      }
      return null;
    }

    private Item item(int here, byte @Nullable [] bytes, long length) {
      if (bytes == null) {
        return RejectionCode.LINE_TOO_LONG.item(
            here, null, "%,d bytes, of %,d at most", length, limits.line());
      }
      if (bytes.length > limits.article()) {
        // Kept as far as a message can hold it: once the limit is raised it is tried again.
        byte @Nullable [] kept = bytes.length <= Topics.MAX_ARTICLE_BYTES ? bytes : null;
        return RejectionCode.ARTICLE_TOO_LARGE.item(
            here, kept, "%,d bytes, of %,d at most", length, limits.article());
      }
      ByteOrderMark mark = here == 0 ? ByteOrderMark.of(bytes) : null;
      // The mark signs the file, and is no part of its first item.
      byte[] item = mark == null ? bytes : Arrays.copyOfRange(bytes, mark.length(), bytes.length);
      return ninjs.read(origin, here, here, item);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}

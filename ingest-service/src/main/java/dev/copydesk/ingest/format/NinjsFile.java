package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.ByteOrderMark;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import java.util.Arrays;
import java.util.Set;

/** One ninjs item a file, laid out over as many lines as its writer liked. */
final class NinjsFile implements ArticleFormat {

  @Override
  public String mediaType() {
    return NinjsItem.MEDIA_TYPE;
  }

  /** None of its own: {@code .json} is read by the line unless its content says otherwise. */
  @Override
  public Set<String> suffixes() {
    return Set.of();
  }

  /**
   * An object whose first line does not close it. Where the next line opens one too, they are lines
   * of a file of lines, the first of which is broken.
   */
  @Override
  public boolean recognises(Head head) {
    if (!head.beginsWith('{')) {
      return false;
    }
    String start = head.start();
    int lineEnd = start.indexOf('\n');
    return lineEnd > 0
        && !start.substring(0, lineEnd).stripTrailing().endsWith("}")
        && !start.substring(lineEnd).stripLeading().startsWith("{");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    if (head.wideCharset() != null) {
      return new OneItem(NinjsItem.notUtf8(head));
    }
    NinjsItem ninjs = new NinjsItem(limits);
    return new WholeFile(
        in,
        limits.article(),
        bytes -> {
          ByteOrderMark mark = ByteOrderMark.of(bytes);
          byte[] item =
              mark == null ? bytes : Arrays.copyOfRange(bytes, mark.length(), bytes.length);
          return ninjs.read(origin, 0, Item.Rejected.WHOLE_FILE, item);
        });
  }
}

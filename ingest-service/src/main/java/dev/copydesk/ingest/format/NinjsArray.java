package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.ByteOrderMark;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.bytes.JsonElements;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ninjs items in a JSON array; the position of an item is its place there, from 0. */
final class NinjsArray implements ArticleFormat {

  @Override
  public String mediaType() {
    return NinjsItem.MEDIA_TYPE;
  }

  @Override
  public Set<String> suffixes() {
    return Set.of();
  }

  @Override
  public boolean recognises(Head head) {
    if (!head.beginsWith('[')) {
      return false;
    }
    String start = head.start();
    String first = start.substring(1).stripLeading();
    return first.startsWith("{") || first.startsWith("]");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return head.wideCharset() == null
        ? new Items(in, head, origin, limits)
        : new OneItem(NinjsItem.notUtf8(head));
  }

  private static final class Items implements ItemReader {

    private final FileBytes in;
    private final JsonElements elements;
    private final boolean signed;
    private final Origin origin;
    private final FormatLimits limits;
    private final NinjsItem ninjs;
    private int position;
    private boolean ended;

    Items(FileBytes in, Head head, Origin origin, FormatLimits limits) {
      this.in = in;
      this.elements = new JsonElements(in, limits.article());
      this.signed = ByteOrderMark.of(head.bytes()) != null;
      this.origin = origin;
      this.limits = limits;
      this.ninjs = new NinjsItem(limits);
    }

    @Override
    public @Nullable Item next() throws IOException {
      if (ended) {
        return null;
      }
      if (position == 0 && signed) {
        in.skipNBytes(3);
      }
      JsonElements.Element element = elements.next();
      if (element == null) {
        ended = true;
        return position == 0 ? RejectionCode.NO_ARTICLE.file() : null;
      }
      int here = position++;
      byte @Nullable [] bytes = element.bytes();
      ended = !element.isComplete();
      if (ended) {
        return RejectionCode.NOT_JSON.item(
            here, bytes, "the array is not closed, or more follows it");
      }
      return bytes == null
          ? RejectionCode.ARTICLE_TOO_LARGE.item(
              here, null, "%,d bytes, of %,d at most", element.length(), limits.article())
          : ninjs.read(origin, here, here, bytes);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.Blank;
import dev.copydesk.ingest.format.bytes.DeclaredCharset;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/**
 * Pages as a crawler kept them (ISO 28500): an article a successful response, its identity the
 * address, its revision the time of the fetch. The position is the record's, from 0.
 */
final class WarcFile implements ArticleFormat {

  private static final int OK = 200;

  @Override
  public String mediaType() {
    return "application/warc";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("warc");
  }

  @Override
  public boolean recognises(Head head) {
    return head.latin1().startsWith("WARC/");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new Responses(in, origin, limits.article());
  }

  private static final class Responses implements ItemReader {

    private final FileBytes in;
    private final Origin origin;
    private final int most;
    private @Nullable WarcReader warc;
    private int position;
    private boolean found;
    private boolean ended;

    Responses(FileBytes in, Origin origin, int most) {
      this.in = in;
      this.origin = origin;
      this.most = most;
    }

    @Override
    public @Nullable Item next() throws IOException {
      while (!ended) {
        Optional<WarcRecord> record = record();
        int here = position++;
        if (record.isPresent() && record.get() instanceof WarcResponse response) {
          Item item = item(response, here);
          if (item != null) {
            found = true;
            return item;
          }
        }
        if (record.isEmpty() && !ended) {
          ended = true;
          return found ? null : RejectionCode.NO_ARTICLE.file();
        }
        if (ended) {
          return RejectionCode.NOT_WARC.item(here == 0 ? Item.Rejected.WHOLE_FILE : here, null);
        }
      }
      return null;
    }

    /** The next record; what comes after a broken one cannot be found. */
    private Optional<WarcRecord> record() throws IOException {
      try {
        if (warc == null) {
          warc = new WarcReader(in.heldOpen());
        }
        return warc.next();
      } catch (IOException | RuntimeException e) {
        in.requireReadable();
        ended = true;
        return Optional.empty();
      }
    }

    private @Nullable Item item(WarcResponse response, int here) throws IOException {
      try {
        HttpResponse http = response.http();
        if (http.status() != OK) {
          return null;
        }
        MediaType type = response.payloadType().base();
        if (!type.equals(MediaType.HTML) && !type.equals(MediaType.XHTML)) {
          return RejectionCode.UNSUPPORTED_MEDIA_TYPE.item(
              here, null, "a response that is not HTML");
        }
        byte[] page = http.bodyDecoded().stream().readNBytes(most + 1);
        if (page.length > most) {
          return RejectionCode.ARTICLE_TOO_LARGE.item(here, null, "more than %,d bytes", most);
        }
        if (Blank.isBlank(page, 0, page.length)) {
          return RejectionCode.BLANK_FILE.item(here, page);
        }
        String sent = http.contentType().parameters().get("charset");
        return DecodedText.item(
            page,
            sent == null ? DeclaredCharset.ofPage(new Head(page, true)) : sent,
            here,
            charset ->
                ArticleBuilder.of(origin, here, page, "text/html")
                    .charset(charset)
                    .uri(response.target())
                    .version(response.date())
                    .build());
      } catch (IOException | RuntimeException e) {
        in.requireReadable();
        return RejectionCode.NOT_WARC.item(here, null);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.Blank;
import dev.copydesk.ingest.format.bytes.DeclaredCharset;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.mail.MailHead;
import dev.copydesk.ingest.format.mail.WebArchive;
import java.io.IOException;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.jspecify.annotations.Nullable;

/**
 * A page as a browser saves it with its pictures (MHTML): the article is the page alone, its
 * identity the address it came from, its revision the time it was saved.
 */
final class SavedPage implements ArticleFormat {

  @Override
  public String mediaType() {
    return "multipart/related";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("mhtml", "mht");
  }

  @Override
  public boolean recognises(Head head) {
    return MailHead.isWebArchive(head);
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new Page(in, origin, limits.article());
  }

  private static final class Page implements ItemReader {

    private final FileBytes in;
    private final Origin origin;
    private final int most;
    private boolean read;

    Page(FileBytes in, Origin origin, int most) {
      this.in = in;
      this.origin = origin;
      this.most = most;
    }

    @Override
    public @Nullable Item next() throws IOException {
      if (read) {
        return null;
      }
      read = true;
      try {
        WebArchive.Page page = WebArchive.page(in.heldOpen(), most);
        return page == null
            ? RejectionCode.UNSUPPORTED_MEDIA_TYPE.file("a web archive without a page")
            : item(page);
      } catch (MimeException | IOException | RuntimeException e) {
        in.requireReadable();
        return RejectionCode.NOT_MAIL.file();
      }
    }

    private Item item(WebArchive.Page page) {
      byte @Nullable [] bytes = page.bytes();
      if (bytes == null) {
        return RejectionCode.ARTICLE_TOO_LARGE.file("more than %,d bytes", most);
      }
      if (Blank.isBlank(bytes, 0, bytes.length)) {
        return RejectionCode.BLANK_FILE.file();
      }
      String declared = page.charset();
      return DecodedText.item(
          bytes,
          declared == null ? DeclaredCharset.ofPage(new Head(bytes, true)) : declared,
          Item.Rejected.WHOLE_FILE,
          charset ->
              ArticleBuilder.of(origin, 0, bytes, "text/html")
                  .charset(charset)
                  .uri(CanonicalUrl.address(page.location()))
                  .version(SourceTime.first(EmailMessage.sent(page.saved())))
                  .build());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

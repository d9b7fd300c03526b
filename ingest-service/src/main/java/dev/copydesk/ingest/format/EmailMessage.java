package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.mail.MailHead;
import dev.copydesk.ingest.format.mail.MailHeader;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.jspecify.annotations.Nullable;

/**
 * One article a file, as a mail (RFC 5322): its identity the message's as a URI (RFC 2392), its
 * revision the date it was sent.
 */
final class EmailMessage implements ArticleFormat {

  static final String MEDIA_TYPE = "message/rfc822";

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("eml");
  }

  @Override
  public boolean recognises(Head head) {
    return MailHead.isMessage(head);
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new WholeFile(in, limits.article(), bytes -> message(bytes, origin));
  }

  private static Item message(byte[] bytes, Origin origin) {
    try {
      MailHeader header = MailHeader.of(bytes);
      if (header.first("from") == null && header.first("subject") == null) {
        return RejectionCode.NOT_MAIL.file("it has neither sender nor subject");
      }
      String id = header.identifier("message-id");
      return ArticleBuilder.of(origin, 0, bytes, MEDIA_TYPE)
          .uri(id == null ? null : "mid:" + id)
          .version(SourceTime.first(sent(header.first("date"))))
          .build();
    } catch (MimeException _) {
      return RejectionCode.NOT_MAIL.file();
    }
  }

  /** Many writers name the zone again, in brackets. */
  static @Nullable String sent(@Nullable String date) {
    int bracket = date == null ? -1 : date.indexOf('(');
    return date == null || bracket < 0 ? date : date.substring(0, bracket);
  }
}

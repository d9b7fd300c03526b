package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.DeclaredCharset;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import java.util.Set;
import java.util.regex.Pattern;

/** One article a file, as an HTML page. Its identity is its canonical URL where it states one. */
final class HtmlPage implements ArticleFormat {

  private static final Pattern START =
      Pattern.compile(
          "(?s)(<\\?xml[^>]{0,200}\\?>\\s*)?(<!--.{0,2000}?-->\\s*)*"
              + "<(!doctype\\s+html|html|head|body|meta|title)\\b.*");

  @Override
  public String mediaType() {
    return "text/html";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("html", "htm", "xhtml");
  }

  @Override
  public boolean recognises(Head head) {
    return head.beginsWith('<') && START.matcher(head.start()).matches();
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new WholeFile(
        in,
        limits.article(),
        bytes ->
            DecodedText.item(
                bytes,
                DeclaredCharset.ofPage(head),
                Item.Rejected.WHOLE_FILE,
                charset ->
                    ArticleBuilder.of(origin, 0, bytes, mediaType())
                        .charset(charset)
                        .uri(CanonicalUrl.of(bytes, charset))
                        .build()));
  }
}

package dev.copydesk.annotator.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.v1.RawArticle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an article's bytes into a page. Immutable; safe for use by many threads. */
public final class PageReader {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(200)
          .maxStringLength(16 * 1024 * 1024)
          .maxNumberLength(200)
          .maxNameLength(10_000)
          .build();

  private final ObjectMapper json =
      new ObjectMapper(JsonFactory.builder().streamReadConstraints(LIMITS).build());
  private final HtmlReader html = new HtmlReader(json);
  private final MarkdownReader markdown = new MarkdownReader(html);
  private final MailReader mails = new MailReader(html);

  /** Decodes and parses; bad input is an outcome, not an exception. */
  public Reading read(RawArticle raw) {
    String mediaType = raw.getSource().getMediaType().toLowerCase(Locale.ROOT);
    boolean isHtml = mediaType.equals("text/html") || mediaType.equals("application/xhtml+xml");
    byte[] bytes = new byte[raw.getContent().remaining()];
    raw.getContent().duplicate().get(bytes);
    if (mediaType.equals("message/rfc822")) {
      return mails.read(bytes);
    }
    String text = Decoder.decode(bytes, raw.getSource().getCharset(), isHtml);
    if (text == null) {
      return new Reading.Unreadable("UNDECODABLE", "the bytes are not text in any known charset");
    }
    if (isHtml) {
      return unlessEmpty(html.read(text));
    }
    if (XmlItems.isXmlItem(mediaType)) {
      JsonNode item = XmlItems.read(mediaType, text);
      return item == null
          ? new Reading.Unreadable("NOT_NEWS_XML", "the content is not an element of its format")
          : item(item);
    }
    return switch (mediaType) {
      case "text/plain" -> unlessEmpty(new Page.Text(TextReader.read(text)));
      case "text/markdown" -> unlessEmpty(markdown.read(text));
      case "application/json" -> item(text);
      default ->
          new Reading.Unreadable("UNKNOWN_MEDIA_TYPE", "no reader for media type " + mediaType);
    };
  }

  private Reading item(String text) {
    JsonNode item = parse(json, text);
    if (item == null || !item.isObject()) {
      return new Reading.Unreadable("NOT_NINJS", "the content is not a JSON object");
    }
    return item(Ninjs.inVersionOne(item));
  }

  private static Reading item(JsonNode item) {
    Page.Item page = new Page.Item(item, ItemReader.blocks(item));
    return saysAnything(item.path("headline").asText(""))
        ? new Reading.Read(page)
        : unlessEmpty(page);
  }

  /** An article says something, be it a word in its blocks. */
  static Reading unlessEmpty(Page page) {
    return page.blocks().stream().anyMatch(block -> saysAnything(block.text()))
        ? new Reading.Read(page)
        : new Reading.Unreadable("EMPTY", "there is no letter and no digit in the article");
  }

  private static boolean saysAnything(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** The tree, or null where the text is no JSON within the limits. */
  static @Nullable JsonNode parse(ObjectMapper json, String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException notJson) {
      return null; // both callers say so in their outcome
    }
  }
}

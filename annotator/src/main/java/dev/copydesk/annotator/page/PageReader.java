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

  private static final String PLAIN = "text/plain";
  private static final Reading UNDECODABLE =
      new Reading.Unreadable("UNDECODABLE", "the bytes are not text in any known charset");

  private final ObjectMapper json =
      new ObjectMapper(JsonFactory.builder().streamReadConstraints(LIMITS).build());
  private final HtmlReader html = new HtmlReader(json);
  private final MarkdownReader markdown = new MarkdownReader(html);
  private final MailReader mails = new MailReader(html);

  /** Decodes and parses; bad input is an outcome, not an exception. */
  public Reading read(RawArticle raw) {
    String mediaType = mediaType(raw);
    boolean isHtml = isHtml(mediaType);
    byte[] bytes = bytes(raw);
    if (mediaType.equals("message/rfc822")) {
      return mails.read(bytes);
    }
    String text = Decoder.decode(bytes, raw.getSource().getCharset(), isHtml);
    if (text == null) {
      return UNDECODABLE;
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
      case PLAIN -> unlessEmpty(new Page.Text(TextReader.read(text)));
      case "text/markdown" -> unlessEmpty(markdown.read(text));
      case "application/json" -> item(text);
      default ->
          new Reading.Unreadable("UNKNOWN_MEDIA_TYPE", "no reader for media type " + mediaType);
    };
  }

  /**
   * The same, and blocks of plain text and of HTML know where in the decoded source each of their
   * characters is from ({@link Block#origins}). It takes longer and several times the memory, so it
   * is for who asks: what a step of the pipeline needs is in the blocks. Structured items, mails
   * and Markdown are not traced: what is cleaned there is not written so in the source.
   */
  public Reading readTraced(RawArticle raw) {
    String mediaType = mediaType(raw);
    boolean isHtml = isHtml(mediaType);
    if (!isHtml && !mediaType.equals(PLAIN)) {
      return read(raw);
    }
    String text = source(raw);
    if (text == null) {
      return UNDECODABLE;
    }
    return unlessEmpty(isHtml ? html.readTraced(text) : new Page.Text(TextReader.read(text, true)));
  }

  /**
   * The decoded source, without byte order mark, that origins are places in; null where the bytes
   * are no text in any known charset.
   */
  public @Nullable String source(RawArticle raw) {
    return Decoder.decode(bytes(raw), raw.getSource().getCharset(), isHtml(mediaType(raw)));
  }

  private static String mediaType(RawArticle raw) {
    return raw.getSource().getMediaType().toLowerCase(Locale.ROOT);
  }

  private static boolean isHtml(String mediaType) {
    return mediaType.equals("text/html") || mediaType.equals("application/xhtml+xml");
  }

  private static byte[] bytes(RawArticle raw) {
    byte[] bytes = new byte[raw.getContent().remaining()];
    raw.getContent().duplicate().get(bytes);
    return bytes;
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

package dev.copydesk.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.bytes.TextCharset;
import dev.copydesk.schema.v1.ArticleStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from one ninjs item (IPTC, versions 1 to 3) what tells articles apart. The names of version
 * 3 are those of version 1 in camel case. Nothing but the fields needed is decoded.
 */
final class NinjsItem {

  static final String MEDIA_TYPE = "application/json";

  private static final Set<String> READ =
      Set.of(
          "uri", "type", "versioncreated", "versionCreated", "pubstatus", "pubStatus", "embargoed");
  private static final Set<String> SAYS_SOMETHING =
      Set.of(
          "uri",
          "headline",
          "headlines",
          "title",
          "body_text",
          "body_html",
          "body_xhtml",
          "bodies");

  private final JsonFactory json;

  NinjsItem(FormatLimits limits) {
    json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(1000)
                    .maxNameLength(10_000)
                    .maxStringLength(Math.max(limits.article(), limits.line()))
                    .build())
            .build();
  }

  /** The top-level fields that are read, and whether any is there that makes an article. */
  private record Fields(Map<String, String> texts, boolean saysSomething, boolean wellTyped) {

    @Nullable String first(String... names) {
      for (String name : names) {
        if (texts.containsKey(name)) {
          return texts.get(name);
        }
      }
      return null;
    }
  }

  /** What is said of a file whose bytes are no JSON from the first on (RFC 8259, 8.1). */
  static Item.Rejected notUtf8(Head head) {
    return RejectionCode.UNDECODABLE.file(
        "JSON is UTF-8, but byte 0 is %s", Objects.requireNonNull(head.wideCharset()).name());
  }

  /**
   * @param position place in the file
   * @param rejectedAt the position that a rejection names
   */
  Item read(Origin origin, int position, int rejectedAt, byte[] bytes) {
    TextCharset.Trial utf8 = TextCharset.Trial.of(bytes, 0, StandardCharsets.UTF_8);
    if (utf8.malformed() > 0) {
      return RejectionCode.UNDECODABLE.item(
          rejectedAt, bytes, "JSON is UTF-8, but byte %d is not", utf8.firstFault());
    }
    Fields fields;
    try (JsonParser parser = json.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return RejectionCode.NOT_NINJS.item(rejectedAt, bytes, "it is not a JSON object");
      }
      fields = fields(parser);
      if (parser.nextToken() != null) {
        return RejectionCode.NOT_JSON.item(
            rejectedAt,
            bytes,
            "more follows at byte %d",
            parser.currentTokenLocation().getByteOffset());
      }
    } catch (StreamConstraintsException _) {
      return RejectionCode.JSON_TOO_COMPLEX.item(rejectedAt, bytes);
    } catch (JsonEOFException _) {
      return RejectionCode.NOT_JSON.item(
          rejectedAt, bytes, "it breaks off after %d bytes", bytes.length);
    } catch (JsonProcessingException e) {
      return RejectionCode.NOT_JSON.item(
          rejectedAt, bytes, "at byte %d", e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
    return article(origin, position, rejectedAt, bytes, fields);
  }

  private static Fields fields(JsonParser parser) throws IOException {
    Map<String, String> texts = new HashMap<>();
    boolean saysSomething = false;
    boolean wellTyped = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean isNull = value == JsonToken.VALUE_NULL;
      saysSomething |= SAYS_SOMETHING.contains(name) && !isNull;
      if (READ.contains(name) && !isNull) {
        if (value == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getText().strip());
        } else {
          wellTyped = false;
        }
      }
      parser.skipChildren();
    }
    return new Fields(texts, saysSomething, wellTyped);
  }

  private static Item article(
      Origin origin, int position, int rejectedAt, byte[] bytes, Fields fields) {
    if (!fields.wellTyped()) {
      return RejectionCode.NOT_NINJS.item(
          rejectedAt, bytes, "uri, type, dates and status must be strings");
    }
    if (!fields.saysSomething()) {
      return RejectionCode.NOT_NINJS.item(rejectedAt, bytes);
    }
    String type = fields.first("type");
    if (type != null && !type.isEmpty() && !type.equalsIgnoreCase("text")) {
      return RejectionCode.UNSUPPORTED_MEDIA_TYPE.item(
          rejectedAt, bytes, "a ninjs item whose type is not text");
    }
    Optional<ArticleStatus> stated = PubStatus.parse(fields.first("pubstatus", "pubStatus"));
    if (stated.isEmpty()) {
      return RejectionCode.NOT_NINJS.item(
          rejectedAt, bytes, "pubstatus is none of usable, withheld, canceled");
    }
    String uri = fields.first("uri");
    String version = fields.first("versioncreated", "versionCreated");
    return ArticleBuilder.of(origin, position, bytes, MEDIA_TYPE)
        .charset(StandardCharsets.UTF_8.name())
        .uri(uri == null || uri.isEmpty() ? null : uri)
        .version(version == null ? null : SourceTime.parse(version).orElse(null))
        .embargo(stated.get(), fields.first("embargoed"))
        .build();
  }
}

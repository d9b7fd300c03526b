package dev.copydesk.annotator.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail (RFC 5322, MIME): its first HTML part, else its first text part, beneath what its
 * header says. Attachments and mails within it are left alone.
 */
final class MailReader {

  private static final int DEEPEST = 20;
  private static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxHeaderCount(2_000)
          .setMaxHeaderLen(64 * 1024)
          .setMaxLineLen(-1)
          .setMaxContentLen(-1)
          .build();

  private final HtmlReader html;

  MailReader(HtmlReader html) {
    this.html = html;
  }

  /** Bytes of a part and the charset it declares. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Part(byte[] bytes, @Nullable String charset) {}

  Reading read(byte[] mail) {
    Map<String, String> header = new HashMap<>();
    Map<String, Part> parts = new HashMap<>();
    try {
      walk(mail, header, parts);
    } catch (MimeException | IOException e) {
      return new Reading.Unreadable("NOT_MAIL", "the message is not as MIME has it");
    }
    Part page = parts.get("text/html");
    Part part = page == null ? parts.get("text/plain") : page;
    if (part == null) {
      return new Reading.Unreadable("EMPTY", "there is no text in the message");
    }
    String text = Decoder.decode(part.bytes(), part.charset(), page != null);
    if (text == null) {
      return new Reading.Unreadable("UNDECODABLE", "the part is not text in any known charset");
    }
    Envelope envelope = envelope(header);
    return PageReader.unlessEmpty(
        page == null ? new Page.Text(TextReader.read(text), envelope) : html.read(text, envelope));
  }

  private static void walk(byte[] mail, Map<String, String> header, Map<String, Part> parts)
      throws MimeException, IOException {
    MimeTokenStream tokens = new MimeTokenStream(LIMITS);
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(new ByteArrayInputStream(mail));
    boolean top = true;
    boolean attached = false;
    int depth = 0;
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      switch (state) {
        case T_START_BODYPART -> {
          top = false;
          attached = false;
        }
        case T_FIELD -> {
          String name = tokens.getField().getName().toLowerCase(Locale.ROOT);
          String value = value(tokens.getField());
          attached |=
              name.equals("content-disposition")
                  && value.toLowerCase(Locale.ROOT).startsWith("attachment");
          if (top) {
            header.putIfAbsent(name, value);
          }
        }
        case T_BODY -> {
          BodyDescriptor said = tokens.getBodyDescriptor();
          if (!attached && !parts.containsKey(said.getMimeType())) {
            byte[] bytes = tokens.getDecodedInputStream().readAllBytes();
            parts.put(said.getMimeType(), new Part(bytes, charset(said)));
          }
        }
        case T_START_MULTIPART -> {
          if (++depth > DEEPEST) {
            throw new MimeException("parts nest deeper than " + DEEPEST);
          }
        }
        case T_END_MULTIPART -> depth--;
        default -> {}
      }
    }
  }

  /** The parser says ASCII of what says nothing, and of what is but said to be ASCII. */
  private static @Nullable String charset(BodyDescriptor said) {
    String charset = said.getCharset();
    return charset == null || charset.equalsIgnoreCase("us-ascii") ? null : charset;
  }

  /** Unfolded and decoded; what is not ASCII is UTF-8 (RFC 6532). */
  private static String value(Field field) {
    String line = new String(field.getRaw().toByteArray(), StandardCharsets.UTF_8);
    String body = line.substring(line.indexOf(':') + 1);
    String unfolded = body.replaceAll("\\r?\\n[ \\t]?", " ");
    return Whitespace.collapse(DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT));
  }

  private static Envelope envelope(Map<String, String> header) {
    String from = header.get("from");
    String name = from == null ? null : name(from);
    String keywords = header.getOrDefault("keywords", "");
    return new Envelope(
        header.get("subject"),
        null,
        name == null ? List.of() : List.of(name),
        MailDates.iso(header.get("date")),
        null,
        header.get("content-language"),
        Arrays.stream(keywords.split(",")).map(String::strip).filter(k -> !k.isEmpty()).toList());
  }

  /** The name of the first sender: before the address, or in brackets behind it; else null. */
  private static @Nullable String name(String from) {
    int open = from.indexOf('<');
    String name;
    if (open >= 0) {
      name = from.substring(0, open).strip();
    } else {
      int bracket = from.indexOf('(');
      int close = from.indexOf(')', bracket + 1);
      name = bracket >= 0 && close > bracket ? from.substring(bracket + 1, close) : "";
    }
    String bare = name.replace("\"", "").strip();
    return bare.isEmpty() || bare.indexOf('@') >= 0 ? null : bare;
  }
}

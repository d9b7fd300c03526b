package dev.copydesk.ingest.format.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;

/** The header of a message or of a part of it: the first field of each name, unfolded. */
public final class MailHeader {

  /** Far more than any mail has, and nothing to a heap. */
  static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxHeaderCount(2_000)
          .setMaxHeaderLen(64 * 1024)
          .setMaxLineLen(-1)
          .setMaxContentLen(-1)
          .build();

  private final Map<String, String> fields = new HashMap<>();

  MailHeader() {}

  /**
   * The header that a message begins with.
   *
   * @throws MimeException if it is none, or beyond all measure
   */
  public static MailHeader of(byte[] message) throws MimeException {
    MimeTokenStream tokens = new MimeTokenStream(LIMITS);
    tokens.parse(new ByteArrayInputStream(message));
    MailHeader header = new MailHeader();
    try {
      for (EntityState state = tokens.getState();
          state != EntityState.T_END_HEADER && state != EntityState.T_END_OF_STREAM;
          state = tokens.next()) {
        if (state == EntityState.T_FIELD) {
          header.add(tokens.getField());
        }
      }
    } catch (IOException e) {
      throw new MimeException(e.getMessage(), e);
    }
    return header;
  }

  void add(Field field) {
    fields.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getBody().strip());
  }

  /**
   * The value as it stands there, or null for none.
   *
   * @param name in lower case
   */
  public @Nullable String first(String name) {
    String value = fields.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** An identifier without its angle brackets, or null for none. */
  public @Nullable String identifier(String name) {
    String value = first(name);
    if (value == null) {
      return null;
    }
    int open = value.indexOf('<');
    int close = value.indexOf('>', open + 1);
    String inside = open >= 0 && close > open ? value.substring(open + 1, close) : value;
    return inside.isBlank() ? null : inside.strip();
  }
}

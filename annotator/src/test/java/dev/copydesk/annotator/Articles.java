package dev.copydesk.annotator;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.schema.v1.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Raw articles for tests, arrived at the start of 2026. */
public final class Articles {
  public static final Instant ARRIVED = Instant.parse("2026-01-01T00:00:00Z");

  private Articles() {}

  public static RawArticle text(String text) {
    return raw("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  public static RawArticle html(String html) {
    return raw("text/html", html.getBytes(StandardCharsets.UTF_8));
  }

  public static RawArticle ninjs(String json) {
    return raw("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public static RawArticle markdown(String text) {
    return raw("text/markdown", text.getBytes(StandardCharsets.UTF_8));
  }

  public static RawArticle mail(String message) {
    return raw("message/rfc822", message.getBytes(StandardCharsets.UTF_8));
  }

  public static RawArticle raw(String mediaType, byte[] bytes) {
    return raw(mediaType, null, bytes);
  }

  public static RawArticle raw(String mediaType, @Nullable String charset, byte[] bytes) {
    return raw(mediaType, charset, bytes, ArticleStatus.USABLE);
  }

  public static RawArticle raw(
      String mediaType, @Nullable String charset, byte[] bytes, ArticleStatus status) {
    Source source = new Source("inbox", "a/b", 0, "00", mediaType, charset, bytes.length);
    return new RawArticle(
        "id",
        null,
        1L,
        RevisionOrigin.ARRIVAL,
        status,
        null,
        source,
        ARRIVED.toEpochMilli(),
        ByteBuffer.wrap(bytes));
  }
}

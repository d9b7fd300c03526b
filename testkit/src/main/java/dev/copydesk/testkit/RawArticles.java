package dev.copydesk.testkit;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.schema.v1.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Raw articles as ingest would write them. */
public final class RawArticles {

  private static final Instant ARRIVED = Instant.parse("2026-01-02T03:04:05Z");

  private RawArticles() {}

  /** A plain text without an identifier of its own: its bytes are its identity. */
  public static RawArticle text(String path, String text) {
    return of(path, "text/plain", text).build();
  }

  /** A page without an identifier of its own. */
  public static RawArticle html(String path, String html) {
    return of(path, "text/html", html).build();
  }

  /** A revision, in epoch milliseconds, of the article of that id. */
  public static RawArticle revision(String id, long revision, String text) {
    return of(id + ".txt", "text/plain", text)
        .setId(id)
        .setRevision(revision)
        .setRevisionOrigin(RevisionOrigin.SOURCE)
        .build();
  }

  /** A builder to change what a test is about. */
  public static RawArticle.Builder of(String path, String mediaType, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    var sha256 = sha256(bytes);
    return RawArticle.newBuilder()
        .setId(sha256.substring(0, 32))
        .setUri(null)
        .setRevision(ARRIVED.toEpochMilli())
        .setRevisionOrigin(RevisionOrigin.ARRIVAL)
        .setStatus(ArticleStatus.USABLE)
        .setEmbargoed(null)
        .setSource(
            Source.newBuilder()
                .setFeed("inbox")
                .setPath(path)
                .setPosition(0)
                .setSha256(sha256)
                .setMediaType(mediaType)
                .setCharset("UTF-8")
                .setBytes(bytes.length)
                .build())
        .setArrived(ARRIVED.toEpochMilli())
        .setContent(ByteBuffer.wrap(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What comes while others are replayed: the fresh article, or an update or a kill notice of a
   * known one.
   *
   * @param number another for each, and greater for what comes later
   */
  public static RawArticle amid(
      List<RawArticle> known, RawArticle fresh, int number, Random random) {
    RawArticle one = known.get(random.nextInt(known.size()));
    return switch (random.nextInt(3)) {
      case 0 -> fresh;
      case 1 ->
          revision(
              one.getId(), one.getRevision() + number, "Update %d of the story.".formatted(number));
      default ->
          of("kill.txt", "text/plain", "Kill %d.".formatted(number))
              .setId(one.getId())
              .setRevision(one.getRevision() + number)
              .setStatus(ArticleStatus.CANCELED)
              .build();
    };
  }
}

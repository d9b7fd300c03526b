package dev.copydesk.standalone.verify;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The last record of an article in {@code news.enriched}.
 *
 * @param sha256 of the raw article's bytes
 */
record Actual(long revision, long sequence, boolean withdrawn, String sha256) {

  private static final int FIXED_BYTES = 2 * Long.BYTES + 1;

  static Actual of(EnrichedArticle article) {
    return new Actual(
        article.getRevision(),
        article.getSequence(),
        article.getStatus() == ArticleStatus.CANCELED,
        article.getSource().getSha256());
  }

  byte[] write() {
    byte[] sha = sha256.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + sha.length)
        .putLong(revision)
        .putLong(sequence)
        .put((byte) (withdrawn ? 1 : 0))
        .put(sha)
        .array();
  }

  static Actual read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Actual(
        in.getLong(),
        in.getLong(),
        in.get() == 1,
        new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, StandardCharsets.UTF_8));
  }
}

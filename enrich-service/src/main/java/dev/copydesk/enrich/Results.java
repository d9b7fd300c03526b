package dev.copydesk.enrich;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Annotated articles as they go out. */
final class Results {

  private static final Pipeline ANY_PIPELINE = new Pipeline("", 0, "", List.of());

  private Results() {}

  /**
   * The article as {@code news.enriched} holds it: one whose embargo is over is as usable as any,
   * of a cancelled one nothing is left but who it was.
   */
  static EnrichedArticle publishable(EnrichedArticle annotated) {
    return annotated.getStatus() == ArticleStatus.CANCELED
        ? withdrawn(annotated)
        : with(annotated, "status", ArticleStatus.USABLE);
  }

  static EnrichedArticle numbered(EnrichedArticle article, long sequence) {
    return with(article, "sequence", sequence);
  }

  /** SHA-256 of what readers see: pipeline and sequence aside. */
  static ByteBuffer digest(EnrichedArticle article) {
    EnrichedArticle seen = with(numbered(article, 0), "pipeline", ANY_PIPELINE);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(EnrichedArticle.class).write(seen, encoder);
        encoder.flush();
      }
      return ByteBuffer.wrap(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to nowhere failed", e);
    }
  }

  private static EnrichedArticle with(EnrichedArticle article, String field, Object value) {
    EnrichedArticle copy = new EnrichedArticle();
    for (Schema.Field each : article.getSchema().getFields()) {
      copy.put(each.pos(), each.name().equals(field) ? value : article.get(each.pos()));
    }
    return copy;
  }

  private static EnrichedArticle withdrawn(EnrichedArticle article) {
    return new EnrichedArticle(
        article.getId(),
        article.getUri(),
        article.getRevision(),
        article.getSequence(),
        ArticleStatus.CANCELED,
        article.getSource(),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        "",
        0L,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        article.getPipeline());
  }
}

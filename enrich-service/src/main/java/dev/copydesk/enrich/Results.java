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
    if (annotated.getStatus() != ArticleStatus.CANCELED) {
      return EnrichedArticle.newBuilder(annotated).setStatus(ArticleStatus.USABLE).build();
    }
    return EnrichedArticle.newBuilder()
        .setId(annotated.getId())
        .setUri(annotated.getUri())
        .setRevision(annotated.getRevision())
        .setSequence(annotated.getSequence())
        .setStatus(ArticleStatus.CANCELED)
        .setSource(annotated.getSource())
        .setPipeline(annotated.getPipeline())
        .build();
  }

  static EnrichedArticle numbered(EnrichedArticle article, long sequence) {
    return EnrichedArticle.newBuilder(article).setSequence(sequence).build();
  }

  /** SHA-256 of what readers see: pipeline and sequence aside. */
  static ByteBuffer digest(EnrichedArticle article) {
    EnrichedArticle seen =
        EnrichedArticle.newBuilder(article).setSequence(0).setPipeline(ANY_PIPELINE).build();
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
}

package dev.copydesk.enrich;

import dev.copydesk.enrich.Decision.Hold;
import dev.copydesk.enrich.Decision.Ignore;
import dev.copydesk.enrich.Decision.Repeat;
import dev.copydesk.enrich.Decision.Write;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * What {@code news.enriched} ought to hold of an article, found by going through its raw revisions
 * by the topology's own rules.
 */
public final class Expectation {

  private static final Serde<LatestRevision> LATEST = LatestRevisionSerde.create();

  private final @Nullable LatestRevision latest;
  private final @Nullable Published published;

  /**
   * A record that ought to be there.
   *
   * @param sha256 of the raw article's bytes
   * @param withdrawn whether it says that the article is withdrawn; then a tombstone, or nothing at
   *     all, is as good
   */
  public record Published(long revision, String sha256, boolean withdrawn) {}

  /** Of an article that nothing is known of yet. */
  public static final Expectation NOTHING = new Expectation(null, null);

  private Expectation(@Nullable LatestRevision latest, @Nullable Published published) {
    this.latest = latest;
    this.published = published;
  }

  /**
   * After one more revision.
   *
   * @param rawOffset where it lies in {@code news.raw}
   * @param now by the wall clock, for embargoes
   */
  public Expectation after(RawArticle raw, long rawOffset, Instant now) {
    Expectation before = at(now);
    return switch (Revisions.decide(before.latest, Revisions.Incoming.of(raw, rawOffset), now)) {
      case Ignore _ -> before;
      case Repeat _ ->
          new Expectation(
              LatestRevision.newBuilder(Objects.requireNonNull(before.latest))
                  .setSeenRevision(raw.getRevision())
                  .setSeenOffset(rawOffset)
                  .build(),
              before.published);
      case Hold hold -> {
        LatestRevision.Builder held = standing(raw, rawOffset, Standing.HELD);
        if (hold.due() != null) {
          held.setDue(hold.due().toEpochMilli());
        }
        yield new Expectation(held.build(), before.published);
      }
      case Write _ -> {
        boolean kill = raw.getStatus() == ArticleStatus.CANCELED;
        yield new Expectation(
            standing(raw, rawOffset, kill ? Standing.WITHDRAWN : Standing.PUBLISHED).build(),
            new Published(raw.getRevision(), raw.getSource().getSha256(), kill));
      }
    };
  }

  /** The record that ought to be there; empty where there ought to be none. */
  public Optional<Published> published(Instant now) {
    return Optional.ofNullable(at(now).published);
  }

  /** Where the revision that stands lies in {@code news.raw}; empty where none does. */
  public OptionalLong rawOffset() {
    return latest == null ? OptionalLong.empty() : OptionalLong.of(latest.getRawOffset());
  }

  /** As it is when the embargoes that are over by then have ended. */
  private Expectation at(Instant now) {
    LatestRevision held = latest;
    if (held == null
        || held.getStanding() != Standing.HELD
        || held.getDue() == null
        || held.getDue() > now.toEpochMilli()) {
      return this;
    }
    return new Expectation(
        LatestRevision.newBuilder(held).setStanding(Standing.PUBLISHED).clearDue().build(),
        new Published(held.getRevision(), held.getSha256(), false));
  }

  /** For a store; {@link #read} reads it. */
  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] revision = latest == null ? new byte[0] : LATEST.serializer().serialize("", latest);
      out.writeInt(revision.length);
      out.write(revision);
      out.writeBoolean(published != null);
      if (published != null) {
        out.writeLong(published.revision());
        out.writeUTF(published.sha256());
        out.writeBoolean(published.withdrawn());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  public static Expectation read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte[] revision = in.readNBytes(in.readInt());
      LatestRevision latest =
          revision.length == 0 ? null : LATEST.deserializer().deserialize("", revision);
      return new Expectation(
          latest,
          in.readBoolean() ? new Published(in.readLong(), in.readUTF(), in.readBoolean()) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
  }

  private static LatestRevision.Builder standing(
      RawArticle raw, long rawOffset, Standing standing) {
    return LatestRevision.newBuilder()
        .setRevision(raw.getRevision())
        .setRevisionOrigin(raw.getRevisionOrigin().name())
        .setRawOffset(rawOffset)
        .setSha256(raw.getSource().getSha256())
        .setStanding(standing)
        .setSequence(0)
        .setDigest(ByteBuffer.allocate(0));
  }
}

package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.copydesk.enrich.Decision.Hold;
import dev.copydesk.enrich.Decision.Ignore;
import dev.copydesk.enrich.Decision.Reason;
import dev.copydesk.enrich.Decision.Repeat;
import dev.copydesk.enrich.Decision.Write;
import dev.copydesk.schema.v1.ArticleStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RevisionsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  @ParameterizedTest(name = "{0}")
  @MethodSource("decisions")
  void decides(
      String rule,
      @Nullable LatestRevision latest,
      Revisions.Incoming incoming,
      Decision expected) {
    assertThat(Revisions.decide(latest, incoming, NOW)).isEqualTo(expected);
  }

  static Stream<Arguments> decisions() {
    LatestRevision published = latest(20, 5, "a", Standing.PUBLISHED);
    LatestRevision repeated =
        LatestRevision.newBuilder(published).setSeenRevision(23).setSeenOffset(6).build();
    LatestRevision held = latest(20, 5, "a", Standing.HELD);
    LatestRevision withdrawn = latest(20, 5, "a", Standing.WITHDRAWN);
    return Stream.of(
        arguments("a new article is written", null, usable(20, 5, "a"), new Write()),
        arguments("a lower revision changes nothing", published, usable(19, 9, "b"), outdated()),
        arguments("a higher revision is written", published, usable(21, 6, "b"), new Write()),
        arguments("ties go to the later offset", published, usable(20, 6, "b"), new Write()),
        arguments("an earlier offset loses a tie", published, usable(20, 4, "b"), outdated()),
        arguments("a letter of ingest loses a tie", published, usable(20, -1, "b"), outdated()),
        arguments("the same bytes anew", published, usable(21, 6, "a"), new Repeat()),
        arguments("older than that arrival", repeated, usable(22, 7, "b"), outdated()),
        arguments("that arrival replayed", repeated, usable(23, 6, "a"), outdated()),
        arguments("the one that stands, replayed", repeated, usable(20, 5, "a"), new Write()),
        arguments("newer than that arrival", repeated, usable(24, 8, "b"), new Write()),
        arguments("the same record replayed", published, usable(20, 5, "a"), new Write()),
        arguments("a kill notice", published, kill(21, 6), new Write()),
        arguments("a kill notice of equal time", published, kill(20, 4), new Write()),
        arguments("a kill notice too late", published, kill(19, 6), outdated()),
        arguments("a kill notice alone", null, kill(20, 5), new Write()),
        arguments("killed: equal time", withdrawn, usable(20, 9, "b"), outdated()),
        arguments("killed: revived by a newer one", withdrawn, usable(21, 9, "b"), new Write()),
        arguments("an embargo", null, withheld(20, 5, LATER), new Hold(LATER)),
        arguments("an embargo without end", null, withheld(20, 5, null), new Hold(null)),
        arguments("an embargo that is over", null, withheld(20, 5, NOW), new Write()),
        arguments("an embargoed update", published, withheld(21, 6, LATER), new Hold(LATER)),
        arguments("held, replayed", held, withheld(20, 5, LATER, "a"), ignore(Reason.HELD)),
        arguments("held, replayed when due", held, withheld(20, 5, NOW, "a"), new Write()),
        arguments("held: older ones change nothing", held, usable(19, 4, "b"), outdated()),
        arguments("held: a later one goes before it", held, usable(21, 6, "b"), new Write()),
        arguments("held: a kill goes before it", held, kill(21, 6), new Write()),
        arguments(
            "released stays so though the clock is set back",
            published,
            withheld(20, 5, LATER, "a"),
            new Write()));
  }

  @Test
  void keepsWhatItRemembersOverEncoding() {
    LatestRevision held = latest(20, 5, "a", Standing.HELD);
    var serde = LatestRevisionSerde.create();
    byte[] bytes = serde.serializer().serialize("store", held);
    assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(held);
  }

  private static LatestRevision latest(long revision, long offset, String sha, Standing standing) {
    return LatestRevision.newBuilder()
        .setRevision(revision)
        .setRevisionOrigin("SOURCE")
        .setRawOffset(offset)
        .setSha256(sha)
        .setStanding(standing)
        .setSequence(1)
        .setDigest(ByteBuffer.wrap(new byte[] {1}))
        .build();
  }

  private static Revisions.Incoming usable(long revision, long offset, String sha) {
    return new Revisions.Incoming(revision, ArticleStatus.USABLE, offset, sha, null);
  }

  private static Revisions.Incoming kill(long revision, long offset) {
    return new Revisions.Incoming(revision, ArticleStatus.CANCELED, offset, "k", null);
  }

  private static Revisions.Incoming withheld(long revision, long offset, @Nullable Instant due) {
    return withheld(revision, offset, due, "w");
  }

  private static Revisions.Incoming withheld(
      long revision, long offset, @Nullable Instant due, String sha) {
    return new Revisions.Incoming(revision, ArticleStatus.WITHHELD, offset, sha, due);
  }

  private static Decision outdated() {
    return ignore(Reason.OUTDATED);
  }

  private static Decision ignore(Reason reason) {
    return new Ignore(reason);
  }
}

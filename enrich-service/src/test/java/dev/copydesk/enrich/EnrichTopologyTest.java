package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.testkit.RawArticles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichTopologyTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir Path state;
  private TopologyFixture topology;

  @BeforeEach
  void start() {
    topology = new TopologyFixture(state, Annotators.real("1"));
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void writesAnArticleUnderItsKeyWithHeadersOfItsOwn() {
    RawArticle raw = article(10, "More than 30 people were hurt in Baku on Monday.");
    topology.live(raw);

    var record = topology.enrichedRecords().getFirst();
    EnrichedArticle article = topology.codec.decode(EnrichedArticle.class, record.value());
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(ID);
    assertThat(record.timestamp()).isEqualTo(raw.getArrived());
    assertThat(TopologyFixture.header(record, "ce_id")).isEqualTo(ID + "/1");
    assertThat(TopologyFixture.header(record, "ce_type"))
        .isEqualTo("dev.copydesk.article.enriched");
    assertThat(article.getSequence()).isEqualTo(1);
    assertThat(article.getStatus()).isEqualTo(ArticleStatus.USABLE);
    assertThat(article.getText()).contains("30 people");
    assertThat(topology.count(EnrichMetrics.WRITTEN)).isEqualTo(1);
  }

  @Test
  void raisesTheSequenceWithEveryWrittenRevision() {
    topology.live(article(10, "First."));
    topology.live(article(20, "Second."));
    topology.live(article(15, "Late."));
    topology.live(article(30, "Second."));
    topology.live(article(25, "Older than the bytes that arrived anew."));
    topology.live(article(30, "Tie."));

    assertThat(topology.enriched())
        .extracting(EnrichedArticle::getText, EnrichedArticle::getSequence)
        .containsExactly(tuple("First.", 1L), tuple("Second.", 2L), tuple("Tie.", 3L));
    assertThat(topology.count(EnrichMetrics.IGNORED, "reason", "outdated")).isEqualTo(2);
    assertThat(topology.count(EnrichMetrics.IGNORED, "reason", "same-bytes")).isEqualTo(1);
  }

  @Test
  void aReplayByTheSameAnnotatorWritesNothing() {
    RawArticle first = article(10, "First.");
    RawArticle second = article(20, "Second.");
    long offset = topology.live(first);
    long next = topology.live(second);
    topology.enriched();

    topology.replay(first, offset);
    topology.replay(second, next);
    assertThat(topology.enriched()).isEmpty();
    assertThat(topology.count(EnrichMetrics.IGNORED, "reason", "same-result")).isEqualTo(1);
  }

  @Test
  void aReplayByAnotherAnnotatorWritesWhatDiffers() {
    topology.close();
    topology = new TopologyFixture(state, Annotators.changing());
    RawArticle article = article(10, "The same text.");
    long offset = topology.live(article);
    topology.replay(article, offset);
    topology.replay(article, offset);

    assertThat(topology.enriched())
        .extracting(EnrichedArticle::getSequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void aKillNoticeLeavesNothingButWhoItWas() {
    RawArticle story = article(10, "A story that is not true.");
    long offset = topology.live(story);
    topology.live(kill(20));
    topology.replay(story, offset);
    topology.live(article(20, "Of the same time as the kill notice."));

    List<EnrichedArticle> written = topology.enriched();
    assertThat(written).hasSize(2);
    EnrichedArticle last = written.getLast();
    assertThat(last.getStatus()).isEqualTo(ArticleStatus.CANCELED);
    assertThat(last.getText()).isEmpty();
    assertThat(last.getHeadline()).isNull();
    assertThat(last.getSequence()).isEqualTo(2);
  }

  @Test
  void aKillNoticeGivesWayToATombstoneAfterItsTimeAndNothingComesBack() {
    RawArticle story = article(10, "A story that is not true.");
    long offset = topology.live(story);
    RawArticle kill = kill(20);
    long killed = topology.live(kill);
    topology.pass(TopologyFixture.TOMBSTONE_AFTER.minusSeconds(1));
    assertThat(topology.enriched()).hasSize(2);

    topology.pass(Duration.ofSeconds(1));
    topology.pass(TopologyFixture.TOMBSTONE_AFTER);
    var tombstone = topology.enrichedRecords();
    assertThat(tombstone).hasSize(1);
    assertThat(tombstone.getFirst().value()).isNull();
    assertThat(new String(tombstone.getFirst().key(), StandardCharsets.UTF_8)).isEqualTo(ID);
    assertThat(topology.count(EnrichMetrics.TOMBSTONES)).isEqualTo(1);

    topology.replay(story, offset);
    topology.replay(kill, killed);
    topology.live(article(15, "An older revision that comes late."));
    topology.pass(Duration.ofDays(30));
    assertThat(topology.enrichedRecords()).isEmpty();
  }

  @Test
  void aLaterRevisionEndsTheWaitForTheTombstone() {
    topology.live(kill(20));
    topology.live(article(30, "It was true after all."));
    topology.pass(TopologyFixture.TOMBSTONE_AFTER.plusDays(1));
    assertThat(topology.enriched())
        .extracting(EnrichedArticle::getStatus)
        .containsExactly(ArticleStatus.CANCELED, ArticleStatus.USABLE);
  }

  @Test
  void aRepairWritesTheRevisionThatStandsAboveWhatIsKnownOfIt() {
    RawArticle first = article(10, "First.");
    RawArticle second = article(20, "Second.");
    long offset = topology.live(first);
    long next = topology.live(second);
    topology.enriched();

    topology.rewrite(first, offset, 40);
    topology.rewrite(second, next, 40);
    topology.rewrite(second, next, 7);
    assertThat(topology.enriched())
        .extracting(EnrichedArticle::getText, EnrichedArticle::getSequence)
        .containsExactly(tuple("Second.", 41L), tuple("Second.", 42L));
    topology.replay(second, next);
    assertThat(topology.enriched()).isEmpty();

    topology.rewrite(second, next, Long.MAX_VALUE);
    assertThat(topology.deadLetters())
        .extracting(letter -> TopologyFixture.header(letter, DeadLetter.CODE))
        .containsExactly("BAD_HEADER");
  }

  @Test
  void anEmbargoEndsByTheWallClock() {
    Instant due = TopologyFixture.START.plusSeconds(60);
    topology.live(article(10, "Known to all."));
    RawArticle update = withheld(20, due, "Known to few.");
    long offset = topology.live(update);
    topology.replay(update, offset);
    topology.pass(Duration.ofSeconds(59));
    assertThat(topology.enriched())
        .extracting(EnrichedArticle::getText)
        .containsExactly("Known to all.");

    topology.pass(Duration.ofSeconds(1));
    topology.pass(Duration.ofSeconds(60));
    topology.replay(update, offset);
    List<EnrichedArticle> released = topology.enriched();
    assertThat(released).extracting(EnrichedArticle::getText).containsExactly("Known to few.");
    assertThat(released.getFirst().getStatus()).isEqualTo(ArticleStatus.USABLE);
    assertThat(released.getFirst().getSequence()).isEqualTo(2);
  }

  @Test
  void aKillNoticeEndsAnEmbargoForEver() {
    topology.live(withheld(10, TopologyFixture.START.plusSeconds(60), "Known to few."));
    topology.live(kill(20));
    topology.pass(Duration.ofMinutes(5));

    assertThat(topology.enriched())
        .extracting(EnrichedArticle::getStatus)
        .containsExactly(ArticleStatus.CANCELED);
  }

  @Test
  void anEmbargoWithoutEndWaitsForALaterRevision() {
    topology.live(
        RawArticles.of("a.txt", "text/plain", "Until further notice.")
            .setId(ID)
            .setRevision(10)
            .setStatus(ArticleStatus.WITHHELD)
            .build());
    topology.pass(Duration.ofDays(100));
    assertThat(topology.enriched()).isEmpty();
    topology.live(article(20, "Now."));
    assertThat(topology.enriched()).extracting(EnrichedArticle::getText).containsExactly("Now.");
  }

  @Test
  void badInputGoesToTheDeadLettersWithItsBytes() {
    byte[] valid = topology.codec.encode(topology.topics.raw(), article(10, "Fine."));
    byte[] unknown = valid.clone();
    unknown[4] = 99;
    byte[] cut = Arrays.copyOf(valid, 40);
    byte[] blank = topology.codec.encode(topology.topics.raw(), article(10, " \n "));
    byte[] large =
        topology.codec.encode(
            topology.topics.raw(),
            article(10, "word ".repeat(TopologyFixture.MAX_VALUE_BYTES / 4)));

    topology.liveBytes(ID, "no frame".getBytes(StandardCharsets.UTF_8));
    topology.liveBytes(ID, unknown);
    topology.liveBytes(ID, cut);
    topology.liveBytes("another key", valid);
    topology.liveBytes(ID, blank);
    topology.liveBytes(ID, large);

    var letters = topology.deadLetters();
    assertThat(letters)
        .extracting(letter -> TopologyFixture.header(letter, DeadLetter.CODE))
        .startsWith("NOT_FRAMED", "UNKNOWN_SCHEMA", "NOT_AVRO", "KEY_MISMATCH")
        .endsWith("ARTICLE_TOO_LARGE")
        .hasSize(6);
    assertThat(letters.get(3).value()).isEqualTo(valid);
    assertThat(new String(letters.get(3).key(), StandardCharsets.UTF_8)).isEqualTo("another key");
    assertThat(TopologyFixture.header(letters.get(3), DeadLetter.TOPIC)).isEqualTo("news.raw");
    assertThat(TopologyFixture.header(letters.get(3), DeadLetter.OFFSET)).isEqualTo("3");
    assertThat(TopologyFixture.header(letters.get(3), DeadLetter.STAGE)).isEqualTo("enrich");
    assertThat(topology.count(EnrichMetrics.ERRORS, "code", "KEY_MISMATCH")).isEqualTo(1);

    topology.live(article(5, "None of them left a trace."));
    assertThat(topology.enriched()).hasSize(1);
  }

  @Test
  void whatTheAnnotatorFailsOnIsADeadLetterToo() {
    topology.close();
    topology = new TopologyFixture(state, Annotators.failing());
    topology.live(article(10, "Anything."));
    assertThat(topology.deadLetters())
        .extracting(letter -> TopologyFixture.header(letter, DeadLetter.CODE))
        .containsExactly("ANNOTATOR_FAILED");
  }

  @Test
  void anOutageOfTheRegistryIsNoBadInput() {
    byte[] value = topology.codec.encode(topology.topics.raw(), article(10, "Fine."));
    topology.registry.down(true);
    assertThatThrownBy(() -> topology.liveBytes(ID, value))
        .hasRootCauseInstanceOf(RegistryUnavailableException.class);
    assertThat(topology.deadLetters()).isEmpty();
  }

  private static RawArticle article(long revision, String text) {
    return RawArticles.revision(ID, revision, text);
  }

  private static RawArticle kill(long revision) {
    return RawArticles.of("kill.txt", "text/plain", "Kill.")
        .setId(ID)
        .setRevision(revision)
        .setStatus(ArticleStatus.CANCELED)
        .build();
  }

  private static RawArticle withheld(long revision, Instant due, String text) {
    return RawArticles.of("embargoed.txt", "text/plain", text)
        .setId(ID)
        .setRevision(revision)
        .setStatus(ArticleStatus.WITHHELD)
        .setEmbargoed(due.toEpochMilli())
        .build();
  }
}

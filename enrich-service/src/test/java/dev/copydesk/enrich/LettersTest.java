package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.enrich.letters.IngestLetters;
import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.enrich.letters.LetterChoice;
import dev.copydesk.enrich.letters.Retry;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.Handling;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of every stage, tried again after what was wrong is mended. */
@OnCluster
class LettersTest {

  private static final LetterChoice OPEN =
      new LetterChoice(Set.of(), Optional.empty(), Optional.empty(), false);
  private static final LetterChoice EVERY =
      new LetterChoice(Set.of(), Optional.empty(), Optional.empty(), true);

  @TempDir Path state;

  @Test
  void retryAfterTheFixLeavesNoneOpen(Cluster cluster, Topics topics) throws InterruptedException {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    List<RawArticle> articles =
        IntStream.range(0, 12)
            .mapToObj(i -> RawArticles.text(i + ".txt", "More than %d people came.".formatted(i)))
            .toList();
    RawArticle refused = RawArticles.text("late.txt", "Ingest did not take this at first.");
    rig.live(articles);
    LetterBox box = new LetterBox(rig.kafka, InstantSource.system());
    IngestLetters ingest =
        letter -> {
          assertThat(letter.value()).isEqualTo("late".getBytes(StandardCharsets.UTF_8));
          return new IngestLetters.Read.Article(refused);
        };
    try (EnrichService _ = rig.start(Annotators.failing())) {
      await().atMost(EnrichRig.PATIENCE).until(() -> read(box, OPEN).size() == articles.size());
      assertThat(read(box, OPEN))
          .allMatch(entry -> entry.letter().code().equals("ANNOTATOR_FAILED"))
          .allMatch(entry -> entry.letter().stage().equals("enrich"))
          .allMatch(entry -> entry.letter().origin().topic().equals(topics.raw().name()));
      Letter first = read(box, OPEN).getFirst().letter();
      LetterChoice one =
          new LetterChoice(
              Set.of(box.position(first.position().toString())),
              Optional.of("ANNOTATOR_FAILED"),
              Optional.of("enrich"),
              false);
      try (Retry retry =
          new Retry(rig.kafka, rig.applicationId(), ingest, InstantSource.system())) {
        assertThat(retry.run(one)).isEqualTo(new Retry.Outcome(0, 1, List.of()));
      }
      assertThat(read(box, OPEN)).hasSize(articles.size());
      assertThat(read(box, EVERY)).hasSize(articles.size() + 1);
    }
    // The bug is mended.
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.bytes("poison", "no frame".getBytes(StandardCharsets.UTF_8));
      letterOf(rig, "ingest", "late".getBytes(StandardCharsets.UTF_8), "inbox/late.txt", "any");
      letterOf(rig, "index", new byte[] {1}, topics.enriched().name(), articles.get(3).getId());
      letterOf(rig, "index", new byte[] {1}, topics.enriched().name(), "nobody");
      await().atMost(EnrichRig.PATIENCE).until(() -> read(box, OPEN).size() == 16);
      try (Retry retry =
          new Retry(rig.kafka, rig.applicationId(), ingest, InstantSource.system())) {
        Retry.Outcome outcome = retry.run(OPEN);
        assertThat(outcome.passed()).isEqualTo(14);
        assertThat(outcome.again()).isEqualTo(1);
        assertThat(outcome.refused())
            .extracting(Retry.Refusal::reason)
            .containsExactly("no article of its key is in " + topics.raw().name());
      }
      assertThat(read(box, OPEN))
          .extracting(entry -> entry.letter().code())
          .containsExactlyInAnyOrder("NOT_FRAMED", "TEST");
      assertThat(rig.last().keySet())
          .containsAll(articles.stream().map(RawArticle::getId).toList())
          .contains(refused.getId());
      assertThat(rig.enriched())
          .filteredOn(article -> article.getId().equals(articles.get(3).getId()))
          .as("its record is written anew for the index")
          .hasSize(2);
      assertThat(box.articlesOfIngest()).containsExactly(refused.getId());
      assertThat(rig.records(topics.raw())).as("nothing is written to raw").hasSize(13);

      assertThat(box.drop(OPEN, "poison of a test")).isEqualTo(2);
      assertThat(read(box, OPEN)).isEmpty();
      assertThat(read(box, EVERY))
          .map(LetterBox.Entry::state)
          .filteredOn(handled -> handled != null && handled.getState() == Handling.DROPPED)
          .extracting("note")
          .containsExactly("poison of a test", "poison of a test");
    }
  }

  private static List<LetterBox.Entry> read(LetterBox box, LetterChoice choice) {
    List<LetterBox.Entry> entries = new ArrayList<>();
    box.read(choice, entries::add);
    return entries;
  }

  private static void letterOf(
      EnrichRig rig, String stage, byte[] value, String origin, String key) {
    DeadLetter letter =
        new DeadLetter(
            key.getBytes(StandardCharsets.UTF_8),
            value,
            new RecordHeaders(),
            new DeadLetter.Origin(origin, stage.equals("ingest") ? -1 : 0, 0),
            stage,
            new BadInputException("TEST", "a letter of a test"));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(rig.kafka).producer("test", Map.of())) {
      producer.send(letter.toRecord(rig.topics.deadLetters().name()));
      producer.flush();
    }
  }
}

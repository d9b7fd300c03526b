package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.EntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch of poison for each stage, eight kinds and more: each is put aside with its bytes and the
 * reason, and what was a bug's fault passes once the bug is configured away.
 */
@OnCluster
class PoisonTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String INGEST = "ingest";
  private static final String ENRICH = "enrich";
  private static final String INDEX = "index";

  /** The planted bug: a tagger fails on this word. */
  private static final String TRIGGER = "glassworks";

  @TempDir private Path folder;

  /**
   * @param bytes as they were sent
   */
  private record Poison(String stage, String code, byte[] bytes) {

    boolean isIn(ConsumerRecord<String, byte[]> letter) {
      return header(letter, DeadLetter.STAGE).equals(stage)
          && header(letter, DeadLetter.CODE).equals(code)
          && Arrays.equals(letter.value(), bytes);
    }

    @Override
    public String toString() {
      return stage + " " + code;
    }
  }

  @Test
  void allOfItIsPutAsideAndNoneIsLeftOpenAfterTheFix(Cluster cluster, Topics topics)
      throws Exception {
    try (RunningServices services =
        new RunningServices(cluster, topics, folder, Map.of("ingest.max-article", "1KiB"))) {
      services.enrich(failing());
      services.ingest();
      List<RawArticle> sound =
          IntStream.range(0, 6)
              .mapToObj(i -> RawArticles.text(i + ".txt", "The market opened at %d.".formatted(i)))
              .toList();
      services.raw(sound);
      await().atMost(PATIENCE).until(() -> services.last().size() == sound.size());

      RawArticle tripping = RawArticles.text("trip.txt", "The " + TRIGGER + " burned down.");
      List<Poison> poison =
          Stream.of(
                  forEnrich(services, topics, cluster, tripping),
                  forIndex(services, topics, cluster, sound),
                  forIngest())
              .flatMap(List::stream)
              .toList();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(letters(cluster, topics)).hasSize(poison.size()));
      for (Poison each : poison) {
        assertThat(letters(cluster, topics)).as(each.toString()).anyMatch(each::isIn);
      }
      assertThat(letters(cluster, topics))
          .allMatch(letter -> !header(letter, DeadLetter.MESSAGE).isBlank());
      assertThat(services.last()).hasSize(sound.size());

      // The bug and the limit are configured away.
      services.enrich(new EntitySettings(EntitySettings.Tagger.BUILTIN, Optional.empty()));
      assertThat(retry(cluster, topics, "--code", "ANNOTATOR_FAILED").out())
          .contains("1 passed, 0 failed again, 0 stay open");
      assertThat(retry(cluster, topics, "--stage", INDEX).out())
          .contains("5 passed, 0 failed again, 0 stay open");
      assertThat(
              retry(
                      cluster,
                      topics,
                      "--stage",
                      INGEST,
                      "--code",
                      "ARTICLE_TOO_LARGE",
                      "--set",
                      "ingest.max-article=8MiB")
                  .out())
          .contains("1 passed, 0 failed again, 0 stay open");
      assertThat(services.last()).containsKey(tripping.getId());
      try (IndexClient index = new IndexClient(URI.create(services.url()))) {
        await().atMost(PATIENCE).until(() -> index.search(TRIGGER, 1).path("total").asInt() == 1);
        await().atMost(PATIENCE).until(() -> index.search("long", 1).path("total").asInt() == 1);
      }
      // What nothing mends is given up.
      assertThat(dlq(cluster, topics, "list").out()).contains("9 open");
      assertThat(dlq(cluster, topics, "drop", "--all", "--note", "never were articles").out())
          .contains("9 dropped");
      assertThat(dlq(cluster, topics, "list").out()).isEqualToIgnoringNewLines("0 open");
    }
  }

  private static Annotator failing() {
    EntityTagger real = new EnglishEntityTagger();
    EntityTagger failing =
        (headline, text) -> {
          if (text.contains(TRIGGER)) {
            throw new IllegalStateException("a bug");
          }
          return real.tag(headline, text);
        };
    return new Annotator("1", failing, new EnglishNumberTagger(), new SentenceClaimReader());
  }

  private static List<Poison> forEnrich(
      RunningServices services, Topics topics, Cluster cluster, RawArticle tripping) {
    byte[] valid = services.codec.encode(topics.raw(), RawArticles.text("valid.txt", "Fine."));
    byte[] unknown = valid.clone();
    unknown[1] = 99;
    byte[] cut = Arrays.copyOf(valid, 40);
    RawArticle blank = RawArticles.text("blank.txt", " \n ");
    RawArticle early =
        RawArticle.newBuilder(RawArticles.text("early.txt", "Early.")).setArrived(-1).build();
    RawArticle odd = RawArticles.of("odd.bin", "application/x-nobody", "Whatever this is.").build();
    List<Poison> poison =
        List.of(
            new Poison(ENRICH, "NOT_FRAMED", "no frame".getBytes(StandardCharsets.UTF_8)),
            new Poison(ENRICH, "UNKNOWN_SCHEMA", unknown),
            new Poison(ENRICH, "NOT_AVRO", cut),
            new Poison(ENRICH, "KEY_MISMATCH", valid),
            new Poison(ENRICH, "BAD_TIMESTAMP", services.codec.encode(topics.raw(), early)),
            new Poison(ENRICH, "EMPTY", services.codec.encode(topics.raw(), blank)),
            new Poison(ENRICH, "UNKNOWN_MEDIA_TYPE", services.codec.encode(topics.raw(), odd)),
            new Poison(ENRICH, "ANNOTATOR_FAILED", services.codec.encode(topics.raw(), tripping)));
    Map<String, String> keys =
        Map.of(
            "BAD_TIMESTAMP", early.getId(),
            "EMPTY", blank.getId(),
            "UNKNOWN_MEDIA_TYPE", odd.getId(),
            "ANNOTATOR_FAILED", tripping.getId());
    try (TopicWriter writer = new TopicWriter(cluster)) {
      for (Poison each : poison) {
        writer.write(
            topics.raw().name(), keys.getOrDefault(each.code(), each.code()), each.bytes());
      }
    }
    return poison;
  }

  /** Under the keys of articles that are there, so that they can be enriched anew. */
  private static List<Poison> forIndex(
      RunningServices services, Topics topics, Cluster cluster, List<RawArticle> sound) {
    List<EnrichedArticle> written =
        sound.stream().map(raw -> services.last().get(raw.getId())).toList();
    byte[] valid = services.codec.encode(topics.enriched(), written.getFirst());
    byte[] unknown = valid.clone();
    unknown[1] = 99;
    EnrichedArticle withheld =
        EnrichedArticle.newBuilder(written.get(5)).setStatus(ArticleStatus.WITHHELD).build();
    List<Poison> poison =
        List.of(
            new Poison(INDEX, "NOT_FRAMED", "no frame".getBytes(StandardCharsets.UTF_8)),
            new Poison(INDEX, "UNKNOWN_SCHEMA", unknown),
            new Poison(INDEX, "NOT_AVRO", Arrays.copyOf(valid, 40)),
            new Poison(INDEX, "KEY_MISMATCH", valid),
            new Poison(
                INDEX, "NOT_FOR_READERS", services.codec.encode(topics.enriched(), withheld)));
    try (TopicWriter writer = new TopicWriter(cluster)) {
      for (int i = 0; i < poison.size(); i++) {
        // The first article's own bytes under its own key would be none.
        writer.write(topics.enriched().name(), sound.get(i + 1).getId(), poison.get(i).bytes());
      }
    }
    return poison;
  }

  private List<Poison> forIngest() throws Exception {
    String noJson = "{\"uri\": \"urn:cut\", \"headline\": ";
    String noItem = "{\"colour\": \"red\"}";
    String large =
        "{\"uri\":\"urn:large\",\"headline\":\"A long story\",\"body_text\":\"%s\"}"
            .formatted("word ".repeat(400).strip());
    Path inbox = folder.resolve("inbox");
    Path hidden = inbox.resolve(".batch.part");
    Files.writeString(hidden, String.join("\n", noJson, noItem, large));
    Files.move(hidden, inbox.resolve("batch.jsonl"));
    return List.of(
        new Poison(INGEST, "NOT_JSON", noJson.getBytes(StandardCharsets.UTF_8)),
        new Poison(INGEST, "NOT_NINJS", noItem.getBytes(StandardCharsets.UTF_8)),
        new Poison(INGEST, "ARTICLE_TOO_LARGE", large.getBytes(StandardCharsets.UTF_8)));
  }

  private static Outcome retry(Cluster cluster, Topics topics, String... choice) throws Exception {
    return dlq(
        cluster,
        topics,
        Stream.concat(Stream.of("retry"), Stream.of(choice)).toArray(String[]::new));
  }

  private static Outcome dlq(Cluster cluster, Topics topics, String... arguments) {
    List<String> command =
        Stream.concat(Stream.of("dlq"), Stream.of(arguments)).collect(Collectors.toList());
    return CommandCall.run(command, cluster, topics);
  }

  private static List<ConsumerRecord<String, byte[]>> letters(Cluster cluster, Topics topics) {
    return TopicReader.readAll(cluster, topics.deadLetters().name());
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}

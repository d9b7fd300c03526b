package dev.copydesk.standalone;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Running services with some articles in them, and the commands that operators give. */
final class Operations implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Articles that are one revision each. */
  static final int SINGLE = 20;

  /** The article of two revisions, the later of which is live. */
  static final String REVISED = "0123456789abcdef0123456789abcdef";

  final RunningServices services;
  final List<RawArticle> articles;
  private final ObjectMapper json = new ObjectMapper();
  private final Cluster cluster;
  private final Topics topics;

  /** With every article enriched. */
  Operations(Cluster cluster, Topics topics, Path folder) {
    this.cluster = cluster;
    this.topics = topics;
    services = new RunningServices(cluster, topics, folder, Map.of());
    articles =
        Stream.concat(
                IntStream.range(0, SINGLE)
                    .mapToObj(
                        i ->
                            RawArticles.text(
                                i + ".txt",
                                "More than %d people crossed the aqueduct.".formatted(i + 30))),
                Stream.of(
                    RawArticles.revision(REVISED, 10, "The aqueduct is closed."),
                    RawArticles.revision(REVISED, 20, "The aqueduct is open again.")))
            .toList();
    services.raw(articles);
    enrich(EntitySettings.Tagger.BUILTIN);
    await().atMost(PATIENCE).until(() -> services.last().size() == SINGLE + 1);
    await().atMost(PATIENCE).until(() -> record(REVISED).getRevision() == 20);
  }

  /** With this tagger from now on. */
  void enrich(EntitySettings.Tagger tagger) {
    services.enrich(new EntitySettings(tagger, Optional.empty()));
  }

  String url() {
    return services.url();
  }

  Outcome run(String... arguments) {
    return CommandCall.run(List.of(arguments), cluster, topics);
  }

  Outcome run(List<String> command, String... further) {
    return run(Stream.concat(command.stream(), Stream.of(further)).toArray(String[]::new));
  }

  /** A command in a process of its own. */
  Process start(String... arguments) throws IOException {
    return CommandCall.start(List.of(arguments), cluster, topics);
  }

  /** What {@code replay list} says. */
  List<JsonNode> replays() throws IOException {
    List<JsonNode> listed = new ArrayList<>();
    for (String line : run("replay", "list", "--format", "json").out().lines().toList()) {
      listed.add(json.readTree(line));
    }
    return listed;
  }

  int records(String topic) {
    return TopicReader.readAll(cluster, topic).size();
  }

  EnrichedArticle record(String id) {
    return Objects.requireNonNull(services.last().get(id), id);
  }

  /** Writes to {@code news.enriched} what no topology has made. */
  void plant(String id, @Nullable EnrichedArticle article) {
    plant(Stream.of(id), _ -> article);
  }

  /** Articles like this one, under ids of their own. */
  void plantCopies(EnrichedArticle article, int copies) {
    plant(
        IntStream.range(0, copies).mapToObj(i -> "copy" + i),
        id -> EnrichedArticle.newBuilder(article).setId(id).build());
  }

  private interface Making {
    @Nullable EnrichedArticle of(String id);
  }

  @SuppressWarnings("NullAway") // Kafka's generics know no tombstones.
  private void plant(Stream<String> ids, Making making) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(services.kafka).producer("test", Map.of())) {
      ids.forEach(
          id -> {
            EnrichedArticle article = making.of(id);
            producer.send(
                new ProducerRecord<>(
                    topics.enriched().name(),
                    id.getBytes(StandardCharsets.UTF_8),
                    article == null ? null : services.codec.encode(topics.enriched(), article)));
          });
      producer.flush();
    }
  }

  @Override
  public void close() {
    services.close();
  }
}

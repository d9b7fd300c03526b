package dev.copydesk.index;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.index.sink.opensearch.Family;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What an index service of a test stands on: brokers, a registry, and a place of its own for each
 * target.
 *
 * @param folder of this test
 */
record IndexRig(
    Cluster cluster, KafkaSettings kafka, OpenSearchNode node, Family family, Path folder) {

  static IndexRig of(Cluster cluster, Topics topics, OpenSearchNode node, Path folder) {
    return new IndexRig(
        cluster,
        RunningIndex.kafka(cluster, topics, cluster.registryUrl()),
        node,
        new Family(node.address()),
        folder);
  }

  /** The same topic, for an index elsewhere. */
  IndexRig elsewhere() {
    return new IndexRig(
        cluster, kafka, node, new Family(node.address()), folder.resolve("elsewhere"));
  }

  /** Where a target keeps what it is given, in the words of {@link IndexChild}. */
  String place(String target) {
    return place(target, node.address());
  }

  private String place(String target, URI address) {
    return target.equals("opensearch") ? address + " " + family.name() : kept().toString();
  }

  /** The folder of a target that has one. */
  Path kept() {
    return folder.resolve("kept");
  }

  RunningIndex start(String target) {
    return start(target, node.address());
  }

  /** By way of this address of the node. */
  RunningIndex start(String target, URI address) {
    return RunningIndex.start(IndexChild.settings(target, place(target, address)), kafka);
  }

  /** An answer about what a target that can be searched keeps, while no service runs. */
  <T> T ask(String target, Function<Articles, T> question) {
    if (target.equals("opensearch")) {
      return family.ask(question);
    }
    try (LuceneSink sink = new LuceneSink(kept(), Duration.ofHours(1))) {
      return question.apply(sink.articles());
    }
  }

  void write(String name, long sequence, int count) {
    RunningIndex.write(cluster, kafka, name, sequence, count);
  }

  void write(List<EnrichedArticle> articles) {
    RunningIndex.write(cluster, kafka, articles);
  }

  /** By id the sequence that the topic says last, of what is not hidden. */
  Map<String, Long> inTopic() {
    AvroCodec codec = RunningIndex.codec(kafka);
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record :
        TopicReader.readAll(cluster, kafka.topics().enriched().name())) {
      if (record.key().startsWith(Traffic.JUNK)) {
        continue;
      }
      EnrichedArticle article =
          record.value() == null ? null : codec.decode(EnrichedArticle.class, record.value());
      if (article != null && article.getStatus() == ArticleStatus.USABLE) {
        last.put(record.key(), article.getSequence());
      } else {
        last.remove(record.key());
      }
    }
    return last;
  }

  /** Keys of what nobody can read, in the topic. */
  Set<String> junk() {
    return TopicReader.readAll(cluster, kafka.topics().enriched().name()).stream()
        .map(ConsumerRecord::key)
        .filter(key -> key.startsWith(Traffic.JUNK))
        .collect(Collectors.toSet());
  }

  /** Keys of the dead letters. */
  List<String> letters() {
    return TopicReader.readAll(cluster, kafka.topics().deadLetters().name()).stream()
        .map(ConsumerRecord::key)
        .toList();
  }

  ReplayLog replays() {
    return new ReplayLog(kafka, InstantSource.system());
  }
}

package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guarantee, as a consumer with read_committed and anyone who looks into the folder see it: no
 * article lost, none twice, every file has its final receipt and is put away.
 */
record Outcome(
    Set<String> lost,
    List<String> twice,
    Set<String> withoutReceipt,
    Set<String> notMoved,
    int articles,
    int files,
    int deadLetters) {

  static Outcome of(Cluster cluster, Topics topics, AvroCodec codec, Path folder, Traffic traffic)
      throws IOException {
    Set<String> published = new HashSet<>();
    Set<String> ids = new HashSet<>();
    List<String> twice = new ArrayList<>();
    TopicReader.readEach(
        cluster,
        topics.raw().name(),
        record -> {
          RawArticle article = codec.decode(RawArticle.class, record.value());
          published.add(article.getSource().getSha256());
          if (!ids.add(article.getId())) {
            twice.add(article.getId());
          }
        });
    Map<String, FileState> states =
        TopicReader.readAll(cluster, topics.files().name()).stream()
            .map(record -> codec.decode(FileReceipt.class, record.value()))
            .collect(
                Collectors.toMap(FileReceipt::getPath, FileReceipt::getState, (_, later) -> later));
    Set<String> moved = new HashSet<>(names(folder.resolve("done")));
    moved.addAll(names(folder.resolve("failed")));
    return new Outcome(
        minus(traffic.articles(), published),
        twice,
        traffic.files().stream()
            .filter(file -> states.getOrDefault(file, FileState.PUBLISHING) == FileState.PUBLISHING)
            .collect(Collectors.toSet()),
        minus(traffic.files(), moved),
        ids.size() + twice.size(),
        traffic.files().size(),
        TopicReader.readAll(cluster, topics.deadLetters().name()).size());
  }

  void assertNothingLostNorRepeated(Traffic traffic) {
    assertThat(lost).as("lost").isEmpty();
    assertThat(twice).as("twice").isEmpty();
    assertThat(articles).as("articles").isEqualTo(traffic.articles().size());
    assertThat(withoutReceipt).as("without receipt").isEmpty();
    assertThat(notMoved).as("not moved").isEmpty();
    assertThat(deadLetters).as("dead letters").isEqualTo(traffic.broken());
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public String toString() {
    return "articles=%d files=%d deadLetters=%d lost=%d twice=%d withoutReceipt=%d notMoved=%d"
        .formatted(
            articles,
            files,
            deadLetters,
            lost.size(),
            twice.size(),
            withoutReceipt.size(),
            notMoved.size());
  }
}

package dev.copydesk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

  private static final Topics TOPICS = new Topics("desk.", 4);

  static Stream<Topic> carriersOfArticles() {
    return Stream.of(TOPICS.raw(), TOPICS.replay(), TOPICS.enriched(), TOPICS.deadLetters());
  }

  @Test
  void rawAndReplayAreCoPartitioned() {
    assertThat(TOPICS.replay().partitions()).isEqualTo(TOPICS.raw().partitions());
    assertThat(TOPICS.replay().key()).isEqualTo(TOPICS.raw().key());
    assertThat(TOPICS.replay().value()).isEqualTo(TOPICS.raw().value());
  }

  @ParameterizedTest
  @MethodSource("carriersOfArticles")
  void anArticleOfTheLargestSizeFits(Topic topic) {
    assertThat(topic.config())
        .containsEntry("max.message.bytes", Integer.toString(Topics.MAX_MESSAGE_BYTES));
    assertThat(Topics.MAX_MESSAGE_BYTES).isGreaterThan(Topics.MAX_ARTICLE_BYTES);
  }

  @Test
  void theSourceOfTruthIsKeptForEver() {
    assertThat(TOPICS.raw().config())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "-1")
        .containsEntry("retention.bytes", "-1");
  }

  @Test
  void aWithdrawnArticleStaysVisibleToConsumersThatWereAwayForAMonth() {
    assertThat(Long.parseLong(TOPICS.enriched().config().getOrDefault("delete.retention.ms", "0")))
        .isGreaterThanOrEqualTo(Duration.ofDays(30).toMillis());
  }

  @Test
  void everyTopicIsListedOnceUnderThePrefixWithTheConfiguredPartitions() {
    List<Topic> all = TOPICS.all();
    assertThat(all).extracting(Topic::name).doesNotHaveDuplicates().hasSize(7);
    assertThat(all)
        .allSatisfy(
            topic -> {
              assertThat(topic.name()).startsWith("desk.news.");
              assertThat(topic.partitions()).isEqualTo(4);
              assertThat(topic.purpose()).endsWith(".");
            });
  }

  @Test
  void onlyDeadLettersCarryNoRegisteredSchema() {
    assertThat(TOPICS.all().stream().filter(topic -> !topic.hasRegisteredSchema()))
        .containsExactly(TOPICS.deadLetters());
    assertThat(TOPICS.deadLetters().value().getType()).isEqualTo(Schema.Type.BYTES);
  }

  @Test
  void subjectsFollowTopicNameStrategy() {
    assertThat(TOPICS.enriched().valueSubject()).isEqualTo("desk.news.enriched-value");
  }
}

package dev.copydesk.enrich.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Pipeline;
import dev.copydesk.schema.v1.Publisher;
import dev.copydesk.schema.v1.Source;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final EnrichedArticle ARTICLE =
      EnrichedArticle.newBuilder()
          .setId("1")
          .setRevision(1000)
          .setSequence(2)
          .setStatus(ArticleStatus.USABLE)
          .setSource(
              Source.newBuilder()
                  .setFeed("inbox")
                  .setPath("a = b.txt")
                  .setPosition(0)
                  .setSha256("00")
                  .setMediaType("text/plain")
                  .setBytes(10)
                  .build())
          .setPublisher(new Publisher(null, "example.org"))
          .setText("Text.")
          .setPipeline(new Pipeline("1.4", 1, "2026-11-22T12:00:00Z", List.of()))
          .build();

  @ParameterizedTest
  @CsvSource({
    "pipeline.version=1.4, true",
    "pipeline.version!=1.4, false",
    "pipeline.version!=1.5, true",
    "revision>=1000, true",
    "revision>1000, false",
    "revision<1001 and revision>999, true",
    "revision<1001 AND sequence=3, false",
    "revision<=-5, false",
    "status=USABLE, true",
    "language=, true",
    "language!=, false",
    "publisher.domain=example.org, true",
    "publisher.name=, true",
    "publisher.name!=Somebody, true",
    "source.path=a = b.txt, true",
    "source.position=0, true",
    "urgency=, true"
  })
  void holds(String words, boolean holds) {
    assertThat(Condition.parse(words).holds(ARTICLE)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pipeline.version",
        "pipeline.version>1.4",
        "pipeline=1",
        "byline=A",
        "nothing=1",
        "publisher.name.first=A",
        "revision>",
        "revision=soon",
        "status=USABLE and ",
        "or=1"
      })
  void refusesWhatItDoesNotUnderstand(String words) {
    assertThatThrownBy(() -> Condition.parse(words)).isInstanceOf(IllegalArgumentException.class);
  }
}

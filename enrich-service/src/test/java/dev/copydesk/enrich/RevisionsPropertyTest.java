package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.testkit.RawArticles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is replayed in between, the last records are those of a straight run. */
class RevisionsPropertyTest {

  private static final int ROUNDS = 6;
  private static final int ARTICLES = 60;
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  @Test
  void replaysInBetweenChangeNothing() {
    long seed = Long.getLong("copydesk.seed", new Random().nextLong());
    System.out.println("seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      RandomGenerator random = new Random(seed + round);
      List<RawArticle> raw = articles(random);
      assertThat(run(raw, random, 3, folder.resolve(round + "-replayed")))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(run(raw, random, 0, folder.resolve(round + "-straight")));
    }
  }

  /** The digest of the last record of each article. */
  private static Map<String, ByteBuffer> run(
      List<RawArticle> raw, RandomGenerator random, int replaysEach, Path state) {
    Map<String, ByteBuffer> last = new HashMap<>();
    Map<String, Long> sequences = new HashMap<>();
    try (TopologyFixture topology = new TopologyFixture(state, Annotators.real("1"))) {
      List<Long> offsets = new ArrayList<>();
      for (RawArticle article : raw) {
        offsets.add(topology.live(article));
        for (int i = 0; i < random.nextInt(replaysEach + 1); i++) {
          int index = random.nextInt(offsets.size());
          topology.replay(raw.get(index), offsets.get(index));
        }
      }
      topology.pass(DAY);
      for (int index = 0; replaysEach > 0 && index < raw.size(); index++) {
        topology.replay(raw.get(index), offsets.get(index));
      }
      for (EnrichedArticle written : topology.enriched()) {
        last.put(written.getId(), Results.digest(written));
        assertThat(sequences.merge(written.getId(), 1L, Long::sum))
            .isEqualTo(written.getSequence());
      }
      assertThat(topology.deadLetters()).isEmpty();
    }
    return last;
  }

  /**
   * Few ids, times and texts, so that ties and repetitions are common. As in what ingest publishes,
   * an article's bytes say its status and embargo, and its revision too, unless that is the
   * arrival, which only grows.
   */
  private static List<RawArticle> articles(RandomGenerator random) {
    List<RawArticle> articles = new ArrayList<>();
    for (int i = 0; i < ARTICLES; i++) {
      ArticleStatus status =
          switch (random.nextInt(8)) {
            case 0 -> ArticleStatus.CANCELED;
            case 1, 2 -> ArticleStatus.WITHHELD;
            default -> ArticleStatus.USABLE;
          };
      int id = random.nextInt(4);
      boolean dated = id < 2;
      long time = random.nextLong(8);
      long hours = 4 * random.nextLong(8);
      String text = "Text %d, %s, %d.".formatted(random.nextInt(3), status, hours);
      RawArticle.Builder article =
          RawArticles.of("a.txt", "text/plain", dated ? text + " At %d.".formatted(time) : text)
              .setId("%032d".formatted(id))
              .setRevision(dated ? time : i)
              .setStatus(status);
      if (status == ArticleStatus.WITHHELD) {
        article.setEmbargoed(TopologyFixture.START.plus(Duration.ofHours(hours)).toEpochMilli());
      }
      articles.add(article.build());
    }
    return articles;
  }
}

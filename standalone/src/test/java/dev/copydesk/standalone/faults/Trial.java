package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.standalone.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A desk, what is dropped into it, and the judgement of what became of that: each input ends
 * exactly once as an article that is found, as a dead letter, or in the receipt of a refused file,
 * and every span of an article reproduces its text.
 */
final class Trial implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PACE = Duration.ofMillis(150);
  private static final Duration SOON = Duration.ofMillis(50);

  /** Articles whose spans are looked at, one request each. */
  private static final int MOST_ARTICLES = 20_000;

  private final Desk desk;
  private final Traffic traffic;
  private final Oracle oracle;
  private final Random random;

  /**
   * Starts the desk and returns when it is ready.
   *
   * @param home folder of all state and logs
   */
  Trial(Path home, Random random) throws IOException {
    this(home, random, Map.of(), Build.own());
  }

  /**
   * @param environment of the services, besides this process's
   */
  Trial(Path home, Random random, Map<String, String> environment) throws IOException {
    this(home, random, environment, Build.own());
  }

  /**
   * @param build of the services
   */
  Trial(Path home, Random random, Build build) throws IOException {
    this(home, random, Map.of(), build);
  }

  private Trial(Path home, Random random, Map<String, String> environment, Build build)
      throws IOException {
    this.random = random;
    desk = new Desk(home, environment, build);
    traffic = new Traffic(desk.inbox(), new Random(random.nextLong()));
    oracle = new Oracle(desk);
  }

  Desk desk() {
    return desk;
  }

  Traffic traffic() {
    return traffic;
  }

  /** What is done to a desk, and undone. */
  @FunctionalInterface
  interface Harm {
    void beDone() throws Exception;
  }

  /**
   * Has harm done while files are dropped, and fails unless everything is as it should be then.
   *
   * @param words what harm, for who reads the log
   */
  void harmAmidTraffic(String words, Harm harm) throws Exception {
    Duration recovery;
    try (Flow flow = new Flow(traffic, PACE)) {
      recovery();
      harm.beDone();
      recovery = recovery();
      flow.requireRunning();
    }
    List<Input> inputs = traffic.inputs();
    Sight sight = awaitEnds(inputs);
    System.out.printf(
        "%s: inputs=%d lost=%d duplicated=%d recovery=%s%n",
        words, inputs.size(), sight.lost(inputs).size(), sight.duplicated(inputs).size(), recovery);
    judge(sight, inputs);
  }

  /** Until an article dropped now is found. */
  Duration recovery() {
    long begun = System.nanoTime();
    String word = traffic.article();
    await(word + " is found")
        .atMost(PATIENCE)
        .pollInterval(SOON)
        .ignoreException(CommandFailure.class)
        .until(() -> desk.search().search(word, 1).path("total").asInt() == 1);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** What is to be seen when all inputs have come to their ends, or patience has. */
  Sight awaitEnds(List<Input> inputs) {
    try {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(oracle::look, sight -> sight.lost(inputs).isEmpty() && desk.isInboxEmpty());
    } catch (ConditionTimeoutException _) {
      return oracle.look();
    }
  }

  /**
   * Fails unless everything is as it should be.
   *
   * @param inputs those that have to be whole; nothing that was ever dropped may lie twice
   */
  void judge(Sight sight, List<Input> inputs) {
    List<Input> all = traffic.inputs();
    assertThat(sight.lost(inputs)).as("lost").isEmpty();
    // Also of what came before: a late second may show only now.
    assertThat(sight.duplicated(all)).as("duplicated").isEmpty();
    assertThat(sight.strangers(all)).as("of no input").isEmpty();
    assertSpans(sight, inputs);
    desk.services().forEach(ServiceProcess::requireAlive);
    desk.awaitInSync();
  }

  private void assertSpans(Sight sight, List<Input> inputs) {
    List<Input> articles = new ArrayList<>(inputs);
    articles.removeIf(input -> !input.expected().equals(Ends.INDEXED));
    Collections.shuffle(articles, random);
    int count = 0;
    for (Input input : articles.subList(0, Math.min(articles.size(), MOST_ARTICLES))) {
      String id = Objects.requireNonNull(sight.ids().get(input.origin()));
      Spans spans = Spans.of(desk.search().article(id).orElseThrow());
      assertThat(spans.wrong()).as("spans of %s", input).isEmpty();
      count += spans.count();
    }
    assertThat(count).as("spans").isPositive();
  }

  @Override
  public void close() throws InterruptedException {
    desk.close();
  }
}

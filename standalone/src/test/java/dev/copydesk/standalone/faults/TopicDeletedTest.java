package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.standalone.CommandCall;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.IndexClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic is deleted while files are dropped. Services say which and what helps, and go on when it
 * is there again; what it held is made again from what is left.
 */
@Tag("faults")
final class TopicDeletedTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PACE = Duration.ofMillis(150);
  private static final int ARTICLES = 100;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private Trial trial;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
    System.out.printf("topic deleted: seed=%d home=%s%n", seed, home);
    trial = new Trial(home, new Random(seed));
  }

  @AfterEach
  void stop() throws InterruptedException {
    trial.close();
  }

  /** All of it follows from news.raw. */
  @Test
  void enrichedIsMadeAgain() throws Exception {
    Desk desk = trial.desk();
    String enriched = desk.topics().enriched().name();
    dropArticles();
    try (Flow flow = new Flow(trial.traffic(), PACE)) {
      trial.recovery();
      delete(enriched);
      awaitTold(desk.enrich(), enriched);
      awaitTold(desk.index(), enriched);
      desk.createTopics();
      System.out.printf("topic deleted: %s, recovery %s%n", enriched, trial.recovery());
      flow.requireRunning();
    }
    await("verify --repair finds nothing more to mend").atMost(PATIENCE).until(this::isMended);
    List<Input> all = trial.traffic().inputs();
    trial.judge(trial.awaitEnds(all), all);
  }

  private boolean isMended() {
    return CommandCall.run(
                List.of(
                    "verify",
                    "--repair",
                    "--bootstrap-server",
                    trial.desk().cluster().bootstrapServers(),
                    "--schema-registry-url",
                    trial.desk().cluster().registryUrl(),
                    "--url",
                    trial.desk().index().url().toString()))
            .status()
        == 0;
  }

  /** What it held cannot be had again, but what was made of it stays, and files wait for it. */
  @Test
  void filesWaitForRaw() throws Exception {
    Desk desk = trial.desk();
    String raw = desk.topics().raw().name();
    dropArticles();
    List<Input> before = trial.traffic().inputs();
    trial.judge(trial.awaitEnds(before), before);
    trial.traffic().settle();
    delete(raw);
    try (Flow flow = new Flow(trial.traffic(), PACE)) {
      awaitTold(desk.ingest(), raw);
      awaitTold(desk.enrich(), raw);
      desk.createTopics();
      System.out.printf("topic deleted: %s, recovery %s%n", raw, trial.recovery());
      flow.requireRunning();
    }
    List<Input> all = trial.traffic().inputs();
    List<Input> since = all.subList(before.size(), all.size());
    Sight sight = trial.awaitEnds(since);
    trial.judge(sight, since);
    assertThat(before).allMatch(input -> sight.at(input).equals(new Ends(0, 1, 1, 0, 0)));
  }

  private void dropArticles() {
    for (int i = 0; i < ARTICLES; i++) {
      trial.traffic().article();
    }
  }

  private void delete(String topic) throws Exception {
    try (Admin admin = trial.desk().admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private static void awaitTold(ServiceProcess service, String topic) {
    String words = "Topic %s is missing: run copydesk topics create".formatted(topic);
    try (IndexClient client = new IndexClient(service.url())) {
      await(service.service() + " says: " + words)
          .atMost(PATIENCE)
          .ignoreException(CommandFailure.class)
          .until(
              () -> {
                service.requireAlive();
                return client.troubles().stream().anyMatch(trouble -> trouble.contains(words));
              });
    }
  }
}

package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.ingest.ledger.Member;
import dev.copydesk.ingest.publish.Step;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills ingest by SIGKILL at every step among live traffic, alone and with a second instance on the
 * same folder, and asks Kafka and the folder what came of it.
 *
 * <p>The long form runs with the profile {@code faults}, {@code -Dcopydesk.kills=N} times at each
 * step (20). {@code -Dcopydesk.seed=N} repeats a run's choices, though not its timing.
 */
@OnCluster
final class CrashTest {

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PACE = Duration.ofMillis(100);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path home;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Step, Integer> kills = new ConcurrentSkipListMap<>();
  private final AtomicInteger takeovers = new AtomicInteger();
  private final AtomicInteger statesLost = new AtomicInteger();
  private Path folder;
  private Traffic traffic;
  private Cluster cluster;
  private Topics topics;

  @BeforeEach
  void meet(Cluster cluster, Topics topics) throws IOException {
    this.cluster = cluster;
    this.topics = topics;
    folder = Files.createDirectories(home.resolve("inbox"));
    traffic = new Traffic(folder, random);
  }

  /** Each step once, at one of the two. */
  @Test
  void twoInstancesKilledAtEachStep() throws Exception {
    killAmidTraffic(2, 1, 6);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void killedTwentyTimesAtEachStep(int instances) throws Exception {
    killAmidTraffic(instances, Integer.getInteger("copydesk.kills", 20), 10);
  }

  /**
   * An instance stalls in the midst of a transaction, the other takes its files over, and it comes
   * back: of what both have in hand, one commit is refused.
   */
  @ParameterizedTest
  @EnumSource(names = {"SENT", "BEFORE_COMMIT"})
  void anInstanceThatComesBackIsFenced(Step step) throws Exception {
    try (Instance stalls = instance("stalls");
        Instance other = instance("other");
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      stalls.runTo(step, 2);
      await().atMost(PATIENCE).until(() -> partitionsOf(stalls) == PARTITIONS);
      other.run();
      await().atMost(PATIENCE).until(() -> partitionsOf(other) > 0);
      Future<?> dropping = drop(clock);
      stalls.awaitReached();
      dropping.cancel(false);
      clock.submit(() -> {}).get();
      stalls.signal("STOP");
      await().atMost(PATIENCE).until(() -> partitionsOf(other) == PARTITIONS);
      stalls.signal("CONT");
      stalls.proceed();
      await().atMost(PATIENCE).until(this::isQuiet);
      other.stop();
      stalls.stop();
      Outcome outcome = outcome();
      System.out.printf("fencing at %s: seed=%d %s%n", step, seed, outcome);
      outcome.assertNothingLostNorRepeated(traffic);
      if (step == Step.SENT) {
        // Once its offsets are in the transaction, the other waits for how that ends.
        assertThat(stalls.log())
            .content()
            .containsPattern("event=(publishing-interrupted|transaction-aborted)");
      }
    }
  }

  private void killAmidTraffic(int instances, int times, int takeoverEvery) throws Exception {
    List<Instance> all = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      steps.addAll(Arrays.asList(Step.values()));
    }
    Collections.shuffle(steps, random);
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ExecutorService killers = Executors.newFixedThreadPool(instances);
        // Closed first: without processes to wait for, the threads end.
        AutoCloseable _ = () -> all.forEach(Instance::close)) {
      for (int i = 0; i < instances; i++) {
        all.add(instance("instance-" + i));
      }
      Future<?> dropping = drop(clock);
      List<Future<?>> killed = new ArrayList<>();
      for (int i = 0; i < instances; i++) {
        Instance instance = all.get(i);
        Random choices = new Random(random.nextLong());
        List<Step> dealt = dealt(steps, i, instances);
        int takeover = instances > 1 ? takeoverEvery : Integer.MAX_VALUE;
        killed.add(
            killers.submit(
                () -> {
                  killOneAfterAnother(instance, dealt, takeover, choices);
                  return null;
                }));
      }
      for (Future<?> future : killed) {
        future.get();
      }
      dropping.cancel(false);
      clock.submit(() -> {}).get();
      for (Instance instance : all) {
        instance.run();
      }
      await().atMost(PATIENCE).until(this::isQuiet);
      for (Instance instance : all) {
        instance.stop();
      }
    }
    Outcome outcome = outcome();
    System.out.printf(
        "crashes: instances=%d seed=%d kills=%s takeovers=%d statesLost=%d %s%n",
        instances, seed, kills, takeovers.get(), statesLost.get(), outcome);
    assertThat(kills).containsOnlyKeys(Step.values());
    assertThat(kills.values()).containsOnly(times);
    outcome.assertNothingLostNorRepeated(traffic);
  }

  private static List<Step> dealt(List<Step> steps, int hand, int hands) {
    return IntStream.range(0, steps.size())
        .filter(i -> i % hands == hand)
        .mapToObj(steps::get)
        .toList();
  }

  private void killOneAfterAnother(
      Instance instance, List<Step> steps, int takeoverEvery, Random choices) throws Exception {
    int count = 0;
    for (Step step : steps) {
      instance.runTo(step, 1 + choices.nextInt(4));
      instance.awaitReached();
      instance.kill();
      kills.merge(step, 1, Integer::sum);
      count++;
      if (count % 7 == 3) {
        instance.loseState();
        statesLost.incrementAndGet();
      }
      if (count % takeoverEvery == takeoverEvery / 2) {
        await().atMost(PATIENCE).until(() -> partitionsOf(instance) == 0);
        takeovers.incrementAndGet();
      }
    }
  }

  private Instance instance(String name) throws IOException {
    return new Instance(name, home.resolve(name), folder, cluster, topics, PARTITIONS);
  }

  private Future<?> drop(ScheduledExecutorService clock) {
    return clock.scheduleAtFixedRate(
        () -> {
          try {
            traffic.drop();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        0,
        PACE.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** How many partitions the group gives an instance just now; 0 where it has missed it. */
  private int partitionsOf(Instance instance) throws InterruptedException, ExecutionException {
    String group =
        new Member(topics.prefix(), "inbox", instance.name(), Duration.ofSeconds(6)).group();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .values()
          .iterator()
          .next()
          .get()
          .members()
          .stream()
          .filter(member -> member.groupInstanceId().equals(Optional.of(instance.name())))
          .mapToInt(member -> member.assignment().topicPartitions().size())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  private boolean isQuiet() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(Files::isDirectory);
    }
  }

  private Outcome outcome() throws IOException {
    AvroCodec codec = new AvroCodec(new SchemaRegistry(URI.create(cluster.registryUrl())));
    return Outcome.of(cluster, topics, codec, folder, traffic);
  }
}

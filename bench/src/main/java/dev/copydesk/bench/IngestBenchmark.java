package dev.copydesk.bench;

import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import dev.copydesk.embedded.RegistryNode;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.TopicAdmin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Files dropped into the watched folder, until each is a committed record: beside {@link
 * PlainProducer} over the same files, broker and heap, in turns, each five times.
 *
 * <p>Both are processes that run already and have worked off a smaller drop. The clock runs from
 * the first rename into the folder to the last record that a read_committed consumer is given.
 */
final class IngestBenchmark {

  private static final int HEAP_MEGABYTES = 256;
  private static final int WARM_UP = 30_000;
  private static final int LATENCIES = 200;

  /** An odd number of them has a median. */
  private static final int TURNS = 5;

  private static final Duration GIVE_UP = Duration.ofMinutes(15);
  private static final String PLAIN_TOPIC = "plain";

  private final WorkFolder work;
  private final KafkaNode broker;
  private final Topics topics = new Topics();

  private IngestBenchmark(WorkFolder work, KafkaNode broker) {
    this.work = work;
    this.broker = broker;
  }

  /**
   * @param counts how many files a drop has, for each measurement; 2,000 and 100,000 where empty
   */
  static void run(List<String> counts) throws Exception {
    WorkFolder work = WorkFolder.create("ingest");
    Duration patience = Duration.ofMinutes(2);
    NodeSettings brokerSettings =
        new NodeSettings(work.resolve("data"), Ports.free(), 512, patience);
    NodeSettings registrySettings =
        new NodeSettings(work.resolve("data"), Ports.free(), 256, patience);
    try (KafkaNode broker = KafkaNode.start(brokerSettings);
        RegistryNode registry =
            RegistryNode.start(
                Path.of(System.getProperty("copydesk.registry.home")), registrySettings)) {
      int[] files =
          counts.isEmpty()
              ? new int[] {2_000, 100_000}
              : counts.stream().mapToInt(Integer::parseInt).toArray();
      new IngestBenchmark(work, broker)
          .measure("http://127.0.0.1:" + registrySettings.port() + "/apis/ccompat/v7", files);
    }
    work.remove();
  }

  private void measure(String registry, int[] counts) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicAdmin(admin).create(topics, (short) 1);
      admin
          .createTopics(
              List.of(
                  new NewTopic(PLAIN_TOPIC, topics.raw().partitions(), (short) 1)
                      .configs(topics.raw().config())))
          .all()
          .get();
    }
    Path inbox = Files.createDirectories(work.resolve("inbox"));
    int http = Ports.free();
    List<String> ingest =
        List.of(
            "ingest",
            "--bootstrap-server",
            broker.bootstrapServers(),
            "--schema-registry-url",
            registry,
            "--http-port",
            Integer.toString(http),
            "--ingest-state-dir",
            work.resolve("state").toString(),
            "--ingest-watch",
            inbox.toString());
    try (Program ours =
            Program.start(
                HEAP_MEGABYTES,
                work.resolve("ingest.err"),
                "dev.copydesk.standalone.Copydesk",
                ingest);
        Program plain =
            Program.start(
                HEAP_MEGABYTES,
                work.resolve("plain.err"),
                PlainProducer.class.getName(),
                List.of(broker.bootstrapServers(), PLAIN_TOPIC));
        Committed raw = new Committed(topics.raw().name());
        Committed plainly = new Committed(PLAIN_TOPIC)) {
      awaitReady(ours, http);
      plain.await("ready");
      turn(inbox, ours, raw, plain, plainly, WARM_UP, new Turns(), new Turns());
      System.out.printf(
          "%8s %14s %14s %7s %15s %17s %17s %16s %16s%n",
          "files",
          "ingest files/s",
          "plain files/s",
          "ratio",
          "lowest, highest",
          "ingest us of CPU",
          "plain us of CPU",
          "ingest peak MiB",
          "plain peak MiB");
      for (int count : counts) {
        Turns turns = new Turns();
        Turns cpu = new Turns();
        for (int i = 0; i < TURNS; i++) {
          turn(inbox, ours, raw, plain, plainly, count, turns, cpu);
        }
        print(count, turns, cpu, ours, plain);
      }
      latency(inbox, raw);
    }
  }

  private static void print(int count, Turns turns, Turns cpu, Program ours, Program plain) {
    System.out.printf(
        "%8d %14.0f %14.0f %7.2f %15s %17.0f %17.0f %16d %16d%n",
        count,
        count / turns.ours(),
        count / turns.plain(),
        turns.ratio(),
        turns.range(),
        cpu.ours() * 1e6 / count,
        cpu.plain() * 1e6 / count,
        ours.peakMegabytes(),
        plain.peakMegabytes());
  }

  private void turn(
      Path inbox,
      Program ours,
      Committed raw,
      Program plain,
      Committed plainly,
      int count,
      Turns turns,
      Turns cpu)
      throws IOException {
    List<Path> files = work.write(Articles::write, count);
    // The same bytes, so that both read them as warm from the page cache.
    Path folder = Files.createDirectories(work.resolve("plain-" + files.getFirst().getFileName()));
    double plainCpu = plain.cpuSeconds();
    long begun = System.nanoTime();
    List<Path> again = WorkFolder.drop(files, folder);
    plain.tell(folder.toString());
    plainly.await(count, plain);
    double plainSeconds = seconds(begun);
    plainCpu = plain.cpuSeconds() - plainCpu;

    double oursCpu = ours.cpuSeconds();
    begun = System.nanoTime();
    WorkFolder.drop(again, inbox);
    raw.await(count, ours);
    double seconds = seconds(begun);
    turns.add(seconds, plainSeconds);
    cpu.add(ours.cpuSeconds() - oursCpu, plainCpu);
    System.err.printf("%d files: %.2f s, plain %.2f s%n", count, seconds, plainSeconds);
  }

  private void latency(Path inbox, Committed raw) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (Path file : work.write(Articles::write, LATENCIES)) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      long begun = System.nanoTime();
      WorkFolder.drop(List.of(file), inbox);
      raw.await(1, null);
      millis.add(seconds(begun) * 1_000);
    }
    System.out.printf(
        "rename to committed record, idle, %d files: %s%n", LATENCIES, new Percentiles(millis));
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void awaitReady(Program program, int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/readyz")).build();
    long begun = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (true) {
        try {
          if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          if (!program.isAlive() || seconds(begun) > 120) {
            throw new IllegalStateException("ingest did not get ready", notYet);
          }
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  /** Counts the committed records of a topic as they come. */
  private final class Committed implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;

    Committed(String topic) {
      consumer =
          new KafkaConsumer<>(
              Map.of(
                  "bootstrap.servers",
                  broker.bootstrapServers(),
                  "isolation.level",
                  "read_committed",
                  "auto.offset.reset",
                  "earliest",
                  "enable.auto.commit",
                  false,
                  "max.poll.records",
                  5_000),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.assign(
          IntStream.range(0, topics.raw().partitions())
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList());
    }

    /** Returns when so many more were read; the process, where one is given, must live. */
    void await(int count, @Nullable Program of) {
      long begun = System.nanoTime();
      for (int seen = 0; seen < count; ) {
        seen += consumer.poll(Duration.ofSeconds(1)).count();
        if (of != null && !of.isAlive()) {
          throw new IllegalStateException("the measured process ended after " + seen + " records");
        }
        if (System.nanoTime() - begun > GIVE_UP.toNanos()) {
          throw new IllegalStateException("only " + seen + " of " + count + " records came");
        }
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}

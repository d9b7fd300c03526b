package dev.copydesk.bench;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import dev.copydesk.embedded.RegistryNode;
import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The same articles through the topology live and by a replay, and how long a live article takes
 * while nothing else runs and while a replay does. The replayed ones come out as they were, so that
 * they are annotated and compared, and not written.
 */
final class ReplayBenchmark {

  private static final int WARM_UP = 1_000;
  private static final int LATENCIES = 300;
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration GIVE_UP = Duration.ofMinutes(5);

  private final KafkaSettings kafka;
  private final AvroCodec codec;
  private final Replay replay;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> enriched;
  private int written;

  private ReplayBenchmark(
      KafkaSettings kafka,
      Replay replay,
      KafkaProducer<byte[], byte[]> producer,
      KafkaConsumer<byte[], byte[]> enriched) {
    this.kafka = kafka;
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.replay = replay;
    this.producer = producer;
    this.enriched = enriched;
  }

  /**
   * @param arguments how many articles are processed live and replayed (3,000)
   */
  static void run(List<String> arguments) throws Exception {
    int count = arguments.isEmpty() ? 3_000 : Integer.parseInt(arguments.getFirst());
    WorkFolder work = WorkFolder.create("replay");
    Duration patience = Duration.ofMinutes(2);
    NodeSettings broker = new NodeSettings(work.resolve("data"), Ports.free(), 512, patience);
    NodeSettings registry = new NodeSettings(work.resolve("data"), Ports.free(), 256, patience);
    try (KafkaNode node = KafkaNode.start(broker);
        RegistryNode _ =
            RegistryNode.start(Path.of(System.getProperty("copydesk.registry.home")), registry)) {
      KafkaSettings kafka =
          new KafkaSettings(
              node.bootstrapServers(),
              Map.of(),
              URI.create("http://127.0.0.1:" + registry.port() + "/apis/ccompat/v7"),
              new Topics(),
              (short) 1);
      try (Admin admin = new KafkaClients(kafka).admin("bench")) {
        new TopicAdmin(admin).create(kafka.topics(), kafka.replicationFactor());
      }
      new SchemaRegistry(kafka.schemaRegistry()).register(kafka.topics());
      measure(kafka, work.resolve("enrich"), count);
    }
    work.remove();
  }

  private static void measure(KafkaSettings kafka, Path state, int count) throws Exception {
    EnrichSettings settings = EnrichSettings.of("bench", state, 2, Optional.of("bench"));
    InstantSource clock = InstantSource.system();
    KafkaClients clients = new KafkaClients(kafka);
    try (EnrichService enrich =
            new EnrichService(
                settings,
                kafka,
                new Annotator(
                    "bench",
                    new EnglishEntityTagger(),
                    new EnglishNumberTagger(),
                    new SentenceClaimReader()),
                new SimpleMeterRegistry(),
                new Health(),
                clock);
        KafkaProducer<byte[], byte[]> producer = clients.producer("bench", Map.of());
        KafkaConsumer<byte[], byte[]> enriched = clients.consumer("bench", Map.of())) {
      enriched.assign(
          IntStream.range(0, kafka.topics().enriched().partitions())
              .mapToObj(p -> new TopicPartition(kafka.topics().enriched().name(), p))
              .toList());
      Replay replay = new Replay(kafka, settings.applicationId(kafka.topics()), clock);
      ReplayBenchmark benchmark = new ReplayBenchmark(kafka, replay, producer, enriched);
      enrich.start();
      benchmark.live(WARM_UP);
      benchmark.throughput(count);
      benchmark.latencies();
    }
  }

  private void throughput(int count) throws InterruptedException {
    // The articles of the warming up, so that a replay is warm too.
    double warm = replayed(all());
    ReplayPlan before = all();
    double live = live(count);
    double again = replayed(since(before));
    System.out.printf("%8s %14s %14s %7s%n", "articles", "live rec/s", "replay rec/s", "ratio");
    System.out.printf(
        "%8d %14.0f %14.0f %7.2f%n", count, count / live, count / again, live / again);
    System.out.printf("warming up: %d replayed in %.1f s%n", WARM_UP, warm);
  }

  private ReplayPlan all() {
    return replay.plan(new Selector.Earliest(), new Limit.None());
  }

  /** What came after another plan's ends. */
  private ReplayPlan since(ReplayPlan before) {
    ReplayPlan now = all();
    List<ReplayPlan.Part> parts = new ArrayList<>();
    for (ReplayPlan.Part part : now.partitions()) {
      long from =
          before.partitions().stream()
              .filter(earlier -> earlier.partition() == part.partition())
              .mapToLong(ReplayPlan.Part::to)
              .findFirst()
              .orElse(part.from());
      parts.add(new ReplayPlan.Part(part.partition(), from, part.to()));
    }
    return new ReplayPlan(now.selector(), now.limit(), parts, now.bytes(), now.rate());
  }

  private double replayed(ReplayPlan plan) throws InterruptedException {
    long begun = System.nanoTime();
    var _ = replay.execute(plan, Wanted.EVERYTHING, _ -> {});
    return seconds(begun);
  }

  /** Seconds from the first sent to the last one that a reader is given. */
  private double live(int count) {
    List<RawArticle> articles = articles(count);
    long begun = System.nanoTime();
    articles.forEach(this::send);
    producer.flush();
    for (int seen = 0; seen < count; ) {
      seen += enriched.poll(POLL).count();
      if (System.nanoTime() - begun > GIVE_UP.toNanos()) {
        throw new IllegalStateException("only " + seen + " of " + count + " came");
      }
    }
    return seconds(begun);
  }

  private void latencies() throws Exception {
    say("nothing else", latency());
    FutureTask<Integer> replays = new FutureTask<>(this::replayUntilInterrupted);
    Thread thread = Thread.ofPlatform().start(replays);
    List<Double> beside = latency();
    thread.interrupt();
    say("a replay (%d articles fed)".formatted(replays.get()), beside);
  }

  private int replayUntilInterrupted() {
    int[] fed = new int[1];
    int whole = 0;
    try {
      while (true) {
        var _ =
            replay.execute(all(), Wanted.EVERYTHING, progress -> fed[0] = (int) progress.getFed());
        whole += fed[0];
        fed[0] = 0;
      }
    } catch (InterruptedException _) {
      return whole + fed[0];
    }
  }

  /** Milliseconds from sent to given to a reader. */
  private List<Double> latency() {
    Map<String, Long> begun = new ConcurrentHashMap<>();
    List<Double> millis = new ArrayList<>();
    long next = System.nanoTime();
    for (RawArticle article : articles(LATENCIES)) {
      next += BETWEEN.toNanos();
      while (System.nanoTime() < next) {
        receive(begun, millis);
      }
      begun.put(article.getId(), System.nanoTime());
      send(article);
    }
    long end = System.nanoTime();
    while (millis.size() < LATENCIES) {
      receive(begun, millis);
      if (System.nanoTime() - end > GIVE_UP.toNanos()) {
        throw new IllegalStateException("only " + millis.size() + " came");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return millis;
  }

  private void receive(Map<String, Long> begun, List<Double> millis) {
    for (ConsumerRecord<byte[], byte[]> record : enriched.poll(POLL)) {
      Long sent = begun.remove(new String(record.key(), StandardCharsets.UTF_8));
      if (sent != null) {
        millis.add(seconds(sent) * 1_000);
      }
    }
  }

  private static void say(String beside, List<Double> millis) {
    System.out.printf(
        "raw to enriched, beside %s, %d articles at %d a second: %s%n",
        beside, millis.size(), Duration.ofSeconds(1).dividedBy(BETWEEN), new Percentiles(millis));
  }

  private List<RawArticle> articles(int count) {
    List<RawArticle> articles =
        IntStream.range(written, written + count).mapToObj(ReplayBenchmark::raw).toList();
    written += count;
    return articles;
  }

  private void send(RawArticle article) {
    producer.send(
        new ProducerRecord<>(
            kafka.topics().raw().name(),
            article.getId().getBytes(StandardCharsets.UTF_8),
            codec.encode(kafka.topics().raw(), article)),
        (_, failure) -> {
          if (failure != null) {
            // A figure over lost records would be none.
            failure.printStackTrace();
            Runtime.getRuntime().halt(69);
          }
        });
  }

  private static RawArticle raw(int number) {
    byte[] bytes = Articles.text(number).getBytes(StandardCharsets.UTF_8);
    return RawArticle.newBuilder()
        .setId("article-" + number)
        .setRevision(number)
        .setRevisionOrigin(RevisionOrigin.SOURCE)
        .setStatus(ArticleStatus.USABLE)
        .setSource(Articles.source(number, bytes.length))
        .setArrived(number)
        .setContent(ByteBuffer.wrap(bytes))
        .build();
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}

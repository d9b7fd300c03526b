package dev.copydesk.index.road;

import dev.copydesk.index.search.Road;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.Legible;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The road as the topics show it. */
public final class KafkaRoad implements Road, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaRoad.class);

  /** How old an answer may be, so that many who look cost no more than one. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** How often metrics are brought up to date. */
  private static final Duration MEASURED_EVERY = Duration.ofSeconds(5);

  /** In bytes; a person reads no more of a page's source. */
  private static final int RAW_SHOWN = 512 * 1024;

  /** In bytes; hex takes five times the space. */
  private static final int LETTER_SHOWN = 64 * 1024;

  private final KafkaSettings settings;
  private final InstantSource clock;
  private final AvroCodec codec;
  private final Sightings sightings = new Sightings();
  private final Watching watching;
  private final Lags lags;
  private final RoadMetrics metrics;
  private final ScheduledExecutorService measuring =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("index-lags").factory());
  private @Nullable State last;
  private long lastNanos;

  /**
   * @param indexed by partition of news.enriched the offset that the index reads next; empty while
   *     it cannot say
   */
  public KafkaRoad(
      KafkaSettings settings,
      Supplier<Map<Integer, Long>> indexed,
      RoadMetrics metrics,
      InstantSource clock) {
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
    codec = new AvroCodec(new SchemaRegistry(settings.schemaRegistry()));
    KafkaClients clients = new KafkaClients(settings);
    watching = new Watching(clients, settings.topics(), codec, sightings);
    lags = new Lags(clients, settings.topics(), indexed, clock);
  }

  public void start() {
    watching.start();
    measuring.scheduleWithFixedDelay(
        this::measure, MEASURED_EVERY.toMillis(), MEASURED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void measure() {
    try {
      metrics.show(state().stages(), sightings);
    } catch (UnavailableException e) {
      LOG.debug("event=lags-unknown", e);
      metrics.show(List.of(), sightings);
    } catch (RuntimeException e) {
      // Thrown on, it would end the measuring for good.
      LOG.warn("event=lags-not-measured", e);
    }
  }

  @Override
  public synchronized State state() {
    State before = last;
    if (before != null && System.nanoTime() - lastNanos < FRESH.toNanos()) {
      return before;
    }
    try {
      long now = clock.millis();
      State state =
          new State(
              clock.instant().toString(), lags.stages(), sightings.files(now), sightings.letters());
      last = state;
      lastNanos = System.nanoTime();
      return state;
    } catch (KafkaException e) {
      throw new UnavailableException("The brokers do not answer", e);
    }
  }

  @Override
  public List<Receipt> files(int limit) {
    return sightings.files(limit);
  }

  @Override
  public List<Letter> deadLetters(int limit) {
    return sightings.letters(limit);
  }

  @Override
  public Optional<LetterContent> deadLetter(int partition, long offset) {
    TopicPartition place = new TopicPartition(settings.topics().deadLetters().name(), partition);
    try {
      return lags.record(place, offset).map(KafkaRoad::letter);
    } catch (KafkaException e) {
      throw new UnavailableException("The brokers do not answer", e);
    }
  }

  private static LetterContent letter(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null && !header.key().startsWith(DeadLetter.ERROR)) {
        headers.put(header.key(), Legible.whole(header.value()));
      }
    }
    Legible legible = Legible.of(record.value(), LETTER_SHOWN);
    return new LetterContent(
        headers,
        legible.text(),
        legible.hex(),
        record.value() == null ? 0 : record.value().length,
        legible.cut());
  }

  @Override
  public List<Revision> revisions(String articleId) {
    return sightings.revisions(articleId);
  }

  @Override
  public Optional<Raw> raw(int partition, long offset) {
    TopicPartition place = new TopicPartition(settings.topics().raw().name(), partition);
    try {
      return lags.record(place, offset).filter(record -> record.value() != null).map(this::raw);
    } catch (KafkaException | RegistryUnavailableException e) {
      throw new UnavailableException("The brokers or the registry do not answer", e);
    } catch (BadInputException _) {
      return Optional.empty();
    }
  }

  private Raw raw(ConsumerRecord<byte[], byte[]> record) {
    RawArticle article = codec.decode(RawArticle.class, record.value());
    ByteBuffer bytes = article.getContent().duplicate();
    boolean cut = bytes.remaining() > RAW_SHOWN;
    bytes.limit(bytes.position() + Math.min(RAW_SHOWN, bytes.remaining()));
    return new Raw(
        article.getId(),
        article.getRevision(),
        article.getRevisionOrigin().name(),
        article.getStatus().name(),
        article.getSource().getPath(),
        article.getSource().getMediaType(),
        article.getSource().getCharset(),
        article.getSource().getBytes(),
        article.getSource().getSha256(),
        article.getArrived(),
        charset(article.getSource().getCharset()).decode(bytes).toString(),
        cut);
  }

  private static Charset charset(@Nullable String name) {
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }

  @Override
  public void close() {
    measuring.shutdown();
    watching.close();
    lags.close();
  }
}

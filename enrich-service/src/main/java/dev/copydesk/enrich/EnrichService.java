package dev.copydesk.enrich;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.Health;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.TopicRight;
import dev.copydesk.service.kafka.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link EnrichTopology}: waits for broker and registry, starts the streams, replaces threads
 * that failed, and stops in order.
 */
public final class EnrichService implements RunningService {

  private static final Logger LOG = LoggerFactory.getLogger(EnrichService.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final String REFUSED =
      "the brokers do not allow %s: grant it, docs/security.md lists all rights";

  private final EnrichSettings settings;
  private final KafkaSettings kafka;
  private final Annotator annotator;
  private final MeterRegistry meters;
  private final EnrichMetrics metrics;
  private final InstantSource clock;
  private final Tracing tracing;
  private final SchemaRegistry registry;
  private final Outage outage;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread starter = new Thread(this::run, "enrich-start");
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable TopicWatch topicWatch;
  private @Nullable KafkaStreamsMetrics shown;

  public EnrichService(
      EnrichSettings settings,
      KafkaSettings kafka,
      Annotator annotator,
      MeterRegistry meters,
      Health health,
      InstantSource clock) {
    this(settings, kafka, annotator, meters, health, clock, Tracing.off());
  }

  public EnrichService(
      EnrichSettings settings,
      KafkaSettings kafka,
      Annotator annotator,
      MeterRegistry meters,
      Health health,
      InstantSource clock,
      Tracing tracing) {
    this.settings = settings;
    this.kafka = kafka;
    this.annotator = annotator;
    this.meters = meters;
    this.metrics = new EnrichMetrics(meters);
    this.clock = clock;
    this.tracing = tracing;
    this.registry = new SchemaRegistry(kafka.schemaRegistry());
    this.outage = new Outage(System::nanoTime);
    health.addReadiness(name(), this::readinessTrouble);
    health.addLiveness(name(), this::livenessTrouble);
  }

  @Override
  public String name() {
    return "enrich";
  }

  @Override
  public void start() {
    starter.start();
  }

  @Override
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** One that has a name is waited for; the partitions of any other go to the rest at once. */
  private CloseOptions closing() {
    return CloseOptions.timeout(CLOSE_TIMEOUT)
        .withGroupMembershipOperation(
            settings.instance().isPresent()
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
  }

  @Override
  public synchronized void close() {
    outage.close();
    starter.interrupt();
    try {
      starter.join(CLOSE_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (shown != null) {
      shown.close();
    }
    TopicWatch watch = topicWatch;
    if (watch != null) {
      watch.close();
    }
    KafkaStreams running = streams;
    if (running != null && !running.close(closing())) {
      LOG.warn("event=enrich_close_timeout seconds={}", CLOSE_TIMEOUT.toSeconds());
    }
    ended.complete(null);
  }

  private void run() {
    try {
      while (!outage.isClosed()) {
        try {
          requireSurroundings();
          startStreams();
          outage.over();
          return;
        } catch (RegistryUnavailableException | KafkaException e) {
          LOG.info("event=enrich_waiting reason=\"{}\"", e.getMessage());
          outage.waitAfter("waiting to start: " + e.getMessage());
        }
      }
    } catch (InterruptedException _) {
      // Closed before it could start.
    } catch (RuntimeException e) {
      if (outage.isClosed()) {
        LOG.debug("event=enrich_start_abandoned", e);
      } else {
        ended.completeExceptionally(e);
      }
    }
  }

  /**
   * Asks for everything the topology needs before its first record, so that an outage that begins
   * later meets what is known already.
   *
   * @throws SettingsException if a topic is missing or unfit
   */
  private void requireSurroundings() {
    Topics topics = kafka.topics();
    try (Admin admin = new KafkaClients(kafka).admin(name() + "-start")) {
      List<String> problems =
          new TopicAdmin(admin)
              .problems(
                  topics,
                  List.of(
                      TopicRight.read(topics.raw()),
                      TopicRight.read(topics.replay()),
                      TopicRight.write(topics.enriched()),
                      TopicRight.write(topics.deadLetters())));
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
    }
    registry.idOf(topics.enriched());
    registry.schema(registry.idOf(topics.raw()));
  }

  private synchronized void startStreams() {
    if (outage.isClosed()) {
      return;
    }
    KafkaStreams created =
        new KafkaStreams(
            EnrichTopology.build(
                kafka.topics(),
                new AvroCodec(registry),
                annotator,
                Topics.MAX_MESSAGE_BYTES - EnrichTopology.HEADER_BYTES,
                settings.tombstoneAfter(),
                metrics,
                clock,
                tracing),
            StreamsSettings.of(settings, kafka));
    created.setUncaughtExceptionHandler(this::onFailure);
    created.setStateListener(
        (now, before) -> {
          LOG.info("event=enrich_state from={} to={}", before, now);
          if (now == KafkaStreams.State.ERROR) {
            ended.completeExceptionally(
                new IllegalStateException("Kafka Streams ended in the state ERROR"));
          }
        });
    streams = created;
    // Also those of the clients that it makes.
    KafkaStreamsMetrics own = new KafkaStreamsMetrics(created);
    own.bindTo(meters);
    shown = own;
    created.start();
    TopicWatch watch =
        new TopicWatch(new KafkaClients(kafka).admin(name() + "-topics"), kafka.topics());
    watch.start();
    topicWatch = watch;
  }

  /** On the failed thread, which holds nothing but its own tasks while it waits. */
  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    if (origin(failure) instanceof RegistryUnavailableException outside) {
      LOG.warn("event=enrich_registry_unavailable reason=\"{}\"", outside.getMessage());
    } else {
      LOG.warn("event=enrich_thread_failed", failure);
    }
    metrics.restarted();
    try {
      return outage.waitAfter("a thread failed and is replaced: " + explained(failure))
          ? StreamThreadExceptionResponse.REPLACE_THREAD
          : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
  }

  private Optional<String> readinessTrouble() {
    KafkaStreams running = streams;
    TopicWatch watch = topicWatch;
    return Optional.ofNullable(watch)
        .flatMap(TopicWatch::trouble)
        .or(outage::trouble)
        .or(
            () ->
                running != null && running.state() == KafkaStreams.State.RUNNING
                    ? Optional.empty()
                    : Optional.of(
                        "the topology is "
                            + (running == null ? "not started yet" : running.state().name())));
  }

  private Optional<String> livenessTrouble() {
    return ended.isCompletedExceptionally()
        ? Optional.of("the topology has ended: " + ended.exceptionNow())
        : Optional.empty();
  }

  private String explained(Throwable failure) {
    String id = settings.applicationId(kafka.topics());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransactionalIdAuthorizationException) {
        return REFUSED.formatted("WRITE on transactional ids that begin with " + id + "-");
      }
      if (cause instanceof AuthorizationException refused) {
        return REFUSED.formatted(
            "READ on group %s, or CREATE, READ or WRITE on topics that begin with %s-"
                    .formatted(id, id)
                + " ("
                + refused.getMessage()
                + ")");
      }
    }
    return String.valueOf(origin(failure).getMessage());
  }

  /** What Kafka Streams wrapped. */
  private static Throwable origin(Throwable failure) {
    Throwable origin = failure;
    while (origin instanceof StreamsException && origin.getCause() != null) {
      origin = origin.getCause();
    }
    return origin;
  }
}

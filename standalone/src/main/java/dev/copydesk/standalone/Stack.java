package dev.copydesk.standalone;

import dev.copydesk.embedded.AotCaches;
import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeExit;
import dev.copydesk.embedded.NodeFailure;
import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.RegistryNode;
import dev.copydesk.enrich.EnrichService;
import dev.copydesk.index.IndexService;
import dev.copydesk.ingest.IngestService;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.ClockWatch;
import dev.copydesk.service.Health;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.trace.Tracing;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.LocalToken;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * All of Copydesk on one machine: broker and registry as children, the three services in this JVM.
 *
 * <p>Stops in the reverse of the order in which an article meets its parts: ingest, enrich, index,
 * registry, broker.
 */
final class Stack implements AutoCloseable {

  private static final int KAFKA_HEAP_MEGABYTES = 512;

  /** It holds seven schemas. */
  private static final int REGISTRY_HEAP_MEGABYTES = 128;

  /** How long each part may take to start. A machine that is busy with other things needs it. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long READY_POLL_MILLIS = 50;

  private final StackSettings settings;
  private final Path registryHome;
  private final InstantSource clock;
  private final AotCaches aot;
  private final Lifecycle parts = new Lifecycle();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private volatile boolean ready;
  private volatile boolean closing;
  private volatile int httpPort;

  /**
   * @param registryHome the unpacked schema registry
   * @param aot what the children start from
   */
  Stack(StackSettings settings, Path registryHome, InstantSource clock, AotCaches aot) {
    this.settings = settings;
    this.registryHome = registryHome;
    this.clock = clock;
    this.aot = aot;
  }

  /**
   * Starts everything and returns when files may be dropped.
   *
   * @throws CommandFailure if the data folder or a port is in use, or a part does not start
   */
  void start() throws IOException {
    parts.add("data", DataFolder.claim(settings.data()));
    if (settings.http().port() != 0 && isTaken(settings.http().port())) {
      throw portInUse("--http-port", settings.http().port(), null);
    }
    startNodes();
    try (Admin admin = new KafkaClients(settings.kafka()).admin("copydesk-up")) {
      new TopicAdmin(admin).create(settings.kafka().topics(), settings.kafka().replicationFactor());
    }
    new SchemaRegistry(settings.kafka().schemaRegistry()).register(settings.kafka().topics());
    Files.createDirectories(settings.watch());
    startServices();
    ready = true;
  }

  /** Whether it was ready and no part of it failed. */
  boolean ranWell() {
    return ready && !failure.isCompletedExceptionally();
  }

  StackSettings settings() {
    return settings;
  }

  /** Where the page, the API, health and metrics are. */
  URI address() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /** What to tell the user when files may be dropped. */
  String readyLine() {
    return "ready: drop news files into %s; the page is at %s (kafka 127.0.0.1:%d, registry http://127.0.0.1:%d, data %s)"
        .formatted(
            settings.watch(),
            address(),
            settings.kafkaPort(),
            settings.registryPort(),
            settings.data());
  }

  /**
   * Waits until a part fails; returns when the stack was closed instead.
   *
   * @throws CommandFailure that says which part failed and why
   */
  void awaitEnd() throws InterruptedException {
    try {
      failure.get();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    }
  }

  private static RuntimeException failed(@Nullable Throwable cause) {
    return cause instanceof CommandFailure known ? known : new IllegalStateException(cause);
  }

  /** Whether it is being stopped, so that parts that end are no news. */
  boolean isClosing() {
    return closing;
  }

  @Override
  public void close() {
    closing = true;
    parts.close();
    failure.complete(null);
  }

  /** Both at once: each takes seconds to start, and neither needs the other. */
  private void startNodes() {
    FutureTask<RegistryNode> registry =
        new FutureTask<>(
            () ->
                RegistryNode.start(
                    registryHome, node(settings.registryPort(), REGISTRY_HEAP_MEGABYTES)));
    Thread.ofPlatform().name("start-registry").daemon().start(registry);
    KafkaNode kafka;
    try {
      kafka = KafkaNode.start(node(settings.kafkaPort(), KAFKA_HEAP_MEGABYTES));
    } catch (NodeFailure e) {
      throw explained("--kafka-port", settings.kafkaPort(), e);
    }
    parts.add("kafka", kafka);
    kafka.exit().thenAccept(this::childEnded);
    try {
      parts.add("registry", registry.get()).exit().thenAccept(this::childEnded);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NodeFailure node
          ? explained("--registry-port", settings.registryPort(), node)
          : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting", e);
    }
  }

  private NodeSettings node(int port, int heapMegabytes) {
    return new NodeSettings(settings.data(), port, heapMegabytes, PATIENCE, aot);
  }

  private void startServices() {
    PrometheusMeterRegistry metrics = Meters.ofThisProcess();
    parts.add("metrics", metrics::close);
    Health health = new Health();
    new ClockWatch(clock, System::nanoTime).register(health);
    IndexService index =
        new IndexService(
            settings.index(), settings.kafka(), metrics, health, clock, tracing("index"));
    start(index);
    AdminServer server =
        parts.add(
            "http",
            new AdminServer(
                LocalToken.complete(settings.http(), settings.data()),
                health,
                metrics,
                List.of(index.routes())));
    httpPort = server.port();
    start(
        new EnrichService(
            settings.enrich(),
            settings.kafka(),
            StandardAnnotator.create(settings.entities()),
            metrics,
            health,
            clock,
            tracing("enrich")));
    start(
        new IngestService(
            settings.ingest(), settings.kafka(), metrics, health, clock, tracing("ingest")));
    awaitReady(health);
  }

  private Tracing tracing(String service) {
    return parts.add("tracing-" + service, Tracing.of(settings.tracing(), "copydesk-" + service));
  }

  private void start(RunningService service) {
    parts.add(service.name(), service);
    service.ended().whenComplete((_, cause) -> serviceEnded(service, cause));
    service.start();
  }

  private void awaitReady(Health health) {
    long begin = System.nanoTime();
    List<String> troubles = troubles(health);
    while (!troubles.isEmpty() && !failure.isDone() && !closing) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new CommandFailure(
            ExitStatus.UNAVAILABLE,
            "not ready after %d s: %s"
                .formatted(PATIENCE.toSeconds(), String.join("; ", troubles)));
      }
      try {
        Thread.sleep(READY_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while starting", e);
      }
      troubles = troubles(health);
    }
    if (failure.isCompletedExceptionally()) {
      throw failed(failure.exceptionNow());
    }
    if (closing) {
      throw new CommandFailure(ExitStatus.UNAVAILABLE, "stopped while it was starting");
    }
  }

  private static List<String> troubles(Health health) {
    return health.readiness().stream()
        .flatMap(finding -> finding.trouble().map(why -> finding.name() + ": " + why).stream())
        .toList();
  }

  private void childEnded(NodeExit exit) {
    if (!closing && !exit.asked()) {
      failure.completeExceptionally(
          new CommandFailure(
              ExitStatus.UNAVAILABLE,
              "%s ended by itself with status %d, so everything stops; see %s%n%s"
                  .formatted(exit.node(), exit.status(), exit.log(), exit.tail())));
    }
  }

  private void serviceEnded(RunningService service, @Nullable Throwable cause) {
    if (!closing) {
      failure.completeExceptionally(
          new CommandFailure(
              ExitStatus.OUR_BUG,
              "%s could not go on, so everything stops: %s; see %s"
                  .formatted(service.name(), cause, settings.data().resolve("logs/copydesk.log")),
              cause));
    }
  }

  private static RuntimeException explained(String flag, int port, NodeFailure failure) {
    return isTaken(port) ? portInUse(flag, port, failure) : failure;
  }

  private static CommandFailure portInUse(String flag, int port, @Nullable Throwable cause) {
    return new CommandFailure(
        ExitStatus.CONFIGURATION,
        "port %d is in use: stop what listens there, or choose another with %s"
            .formatted(port, flag),
        cause);
  }

  static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}

package dev.copydesk.testkit;

import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers, each a child JVM and a controller too, three replicas of everything of which two
 * must be in sync, and a registry.
 *
 * <p>There are two ways in: {@link #bootstrapServers} for who looks on, and {@link #proxiedServers}
 * for who is to suffer, where every connection to a broker runs through a proxy.
 */
public final class ReplicatedCluster implements Cluster {

  private static final int BROKERS = 3;
  private static final int HEAP_MEGABYTES = 384;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final TemporaryFolder data = TemporaryFolder.create("copydesk-replicated");
  private final EmbeddedRegistry registry = new EmbeddedRegistry(data.path(), PATIENCE);
  private final List<EmbeddedBroker> brokers = new ArrayList<>();
  private final List<CuttableProxy> proxies = new ArrayList<>();

  private ReplicatedCluster() {
    var clusterId = Uuid.randomUuid().toString();
    var controllers = IntStream.range(0, BROKERS).map(_ -> Ports.free()).toArray();
    var voters =
        IntStream.range(0, BROKERS)
            .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, controllers[i]))
            .collect(Collectors.joining(","));
    for (int i = 0; i < BROKERS; i++) {
      int id = i + 1;
      int direct = Ports.free();
      int behindProxy = Ports.free();
      var proxy = CuttableProxy.to("127.0.0.1", behindProxy);
      proxies.add(proxy);
      brokers.add(
          new EmbeddedBroker(
              new NodeSettings(
                  data.path().resolve("broker-" + id), direct, HEAP_MEGABYTES, PATIENCE),
              clusterId,
              Map.ofEntries(
                  Map.entry("node.id", id),
                  Map.entry("controller.quorum.voters", voters),
                  Map.entry(
                      "listeners",
                      "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                          .formatted(direct, behindProxy, controllers[i])),
                  Map.entry(
                      "advertised.listeners",
                      "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d"
                          .formatted(direct, proxy.port())),
                  Map.entry(
                      "listener.security.protocol.map",
                      "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                  // Kafka's own again: on a crowded machine a broker is soon taken for dead.
                  Map.entry("broker.session.timeout.ms", 9_000),
                  Map.entry("broker.heartbeat.interval.ms", 2_000),
                  Map.entry("controller.quorum.fetch.timeout.ms", 5_000),
                  Map.entry("controller.quorum.election.timeout.ms", 5_000),
                  Map.entry("default.replication.factor", BROKERS),
                  Map.entry("min.insync.replicas", 2),
                  Map.entry("offsets.topic.replication.factor", BROKERS),
                  Map.entry("transaction.state.log.replication.factor", BROKERS),
                  Map.entry("transaction.state.log.min.isr", 2),
                  Map.entry("share.coordinator.state.topic.replication.factor", BROKERS),
                  Map.entry("share.coordinator.state.topic.min.isr", 2))));
    }
  }

  /** Starts all of it and returns when it serves clients. */
  public static ReplicatedCluster start() {
    var cluster = new ReplicatedCluster();
    try {
      var registry =
          CompletableFuture.runAsync(cluster.registry::start, Thread::startVirtualThread);
      cluster.startBroker();
      registry.join();
      return cluster;
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  /** Broker {@code id}, from 1. */
  public EmbeddedBroker broker(int id) {
    return brokers.get(id - 1);
  }

  public List<EmbeddedBroker> brokers() {
    return List.copyOf(brokers);
  }

  /** What stands before the brokers on the second way in. */
  public List<CuttableProxy> proxies() {
    return List.copyOf(proxies);
  }

  @Override
  public String bootstrapServers() {
    return brokers.stream().map(EmbeddedBroker::address).collect(Collectors.joining(","));
  }

  /** The same brokers, each behind its proxy. */
  public String proxiedServers() {
    return proxies.stream()
        .map(proxy -> "127.0.0.1:" + proxy.port())
        .collect(Collectors.joining(","));
  }

  @Override
  public String registryUrl() {
    return registry.url();
  }

  /** Stops all brokers in order, at once. */
  @Override
  public void stopBroker() {
    atOnce(EmbeddedBroker::stop);
  }

  /** Ends all brokers by SIGKILL, at once. */
  @Override
  public void killBroker() {
    atOnce(EmbeddedBroker::kill);
  }

  /** Starts those that do not run, at once: none can without another. */
  @Override
  public void startBroker() {
    atOnce(EmbeddedBroker::start);
  }

  @Override
  public void stopRegistry() {
    registry.stop();
  }

  @Override
  public void startRegistry() {
    registry.start();
  }

  @Override
  public void close() {
    registry.stop();
    // A broker that is the last to go finds nobody to hand over to, and waits.
    killBroker();
    proxies.forEach(CuttableProxy::close);
    data.close();
  }

  private void atOnce(Consumer<EmbeddedBroker> action) {
    CompletableFuture.allOf(
            brokers.stream()
                .map(
                    broker ->
                        CompletableFuture.runAsync(
                            () -> action.accept(broker), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}

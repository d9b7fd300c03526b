package dev.copydesk.testkit;

import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Broker and registry as children of the test's JVM. */
final class EmbeddedCluster implements Cluster {

  private static final int HEAP_MEGABYTES = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TemporaryFolder data = TemporaryFolder.create("copydesk-cluster");
  private final EmbeddedBroker broker =
      new EmbeddedBroker(
          new NodeSettings(data.path(), Ports.free(), HEAP_MEGABYTES, PATIENCE),
          Uuid.randomUuid().toString(),
          Map.of());
  private final EmbeddedRegistry registry = new EmbeddedRegistry(data.path(), PATIENCE);

  private EmbeddedCluster() {}

  static EmbeddedCluster start() {
    var cluster = new EmbeddedCluster();
    cluster.startBroker();
    cluster.startRegistry();
    return cluster;
  }

  @Override
  public String bootstrapServers() {
    return broker.address();
  }

  @Override
  public String registryUrl() {
    return registry.url();
  }

  @Override
  public void stopBroker() {
    broker.stop();
  }

  @Override
  public void killBroker() {
    broker.kill();
  }

  @Override
  public void startBroker() {
    broker.start();
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
    stopRegistry();
    stopBroker();
    data.close();
  }
}

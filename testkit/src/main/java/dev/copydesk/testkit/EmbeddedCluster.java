package dev.copydesk.testkit;

import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import dev.copydesk.embedded.RegistryNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Broker and registry as children of the test's JVM. */
final class EmbeddedCluster implements Cluster {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path data;
  private final Path registryHome;
  private final NodeSettings brokerSettings;
  private final NodeSettings registrySettings;
  private @Nullable KafkaNode broker;
  private @Nullable RegistryNode registry;

  private EmbeddedCluster(Path data, Path registryHome) {
    this.data = data;
    this.registryHome = registryHome;
    this.brokerSettings = new NodeSettings(data, Ports.free(), 512, PATIENCE);
    this.registrySettings = new NodeSettings(data, Ports.free(), 256, PATIENCE);
  }

  static EmbeddedCluster start() {
    var home = System.getProperty("copydesk.registry.home");
    if (home == null) {
      throw new IllegalStateException(
          "set the system property copydesk.registry.home to embedded/target/registry");
    }
    try {
      var cluster =
          new EmbeddedCluster(Files.createTempDirectory("copydesk-cluster"), Path.of(home));
      cluster.startBroker();
      cluster.startRegistry();
      return cluster;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + brokerSettings.port();
  }

  @Override
  public String registryUrl() {
    return "http://127.0.0.1:" + registrySettings.port() + "/apis/ccompat/v7";
  }

  @Override
  public void stopBroker() {
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }

  @Override
  public void killBroker() {
    if (broker != null) {
      ProcessHandle.of(broker.pid()).ifPresent(ProcessHandle::destroyForcibly);
      broker.exit().join();
      broker.close();
      broker = null;
    }
  }

  @Override
  public void startBroker() {
    if (broker == null) {
      broker = KafkaNode.start(brokerSettings);
    }
  }

  @Override
  public void stopRegistry() {
    if (registry != null) {
      registry.close();
      registry = null;
    }
  }

  @Override
  public void startRegistry() {
    if (registry == null) {
      registry = RegistryNode.start(registryHome, registrySettings);
    }
  }

  @Override
  public void close() {
    stopRegistry();
    stopBroker();
    try (var files = Files.walk(data)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + data, failure);
    }
  }
}

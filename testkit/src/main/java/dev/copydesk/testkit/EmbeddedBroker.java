package dev.copydesk.testkit;

import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker as a child of the test's JVM; address and data stay the same over stops and starts. */
public final class EmbeddedBroker {

  private final NodeSettings settings;
  private final String clusterId;
  private final Map<String, ?> properties;
  private @Nullable KafkaNode node;

  /**
   * @param clusterId the same for all brokers of a cluster
   * @param properties the broker's own, which go before the defaults
   */
  EmbeddedBroker(NodeSettings settings, String clusterId, Map<String, ?> properties) {
    this.settings = settings;
    this.clusterId = clusterId;
    this.properties = properties;
  }

  String address() {
    return "127.0.0.1:" + settings.port();
  }

  /** Where all of it lies. */
  public Path folder() {
    return settings.data();
  }

  /** Whether its process has ended, by itself or because it was to. */
  public synchronized boolean hasEnded() {
    return node == null || node.exit().isDone();
  }

  /** Starts it, unless it runs, and returns when it serves clients. */
  public synchronized void start() {
    if (node == null) {
      node = KafkaNode.start(settings, clusterId, properties);
    }
  }

  /** Stops it in order: it hands over first what it leads. */
  public synchronized void stop() {
    if (node != null) {
      node.close();
      node = null;
    }
  }

  /** Ends it as a crash would, by SIGKILL. */
  public synchronized void kill() {
    if (node != null) {
      ProcessHandle.of(node.pid()).ifPresent(ProcessHandle::destroyForcibly);
      node.exit().join();
      stop();
    }
  }
}

package dev.copydesk.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka node, broker and controller at once, as a child JVM on the class path of this one.
 *
 * <p>The data survive restarts, kills included. Topics are not created by themselves.
 */
public final class KafkaNode implements AutoCloseable {

  private static final String NAME = "kafka";
  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final Child child;
  private final int port;

  private KafkaNode(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Starts the node and returns when it serves clients.
   *
   * @throws NodeFailure if it does not, with cause and remedy
   */
  public static KafkaNode start(NodeSettings settings) {
    return start(settings, Map.of());
  }

  /**
   * The same, with more of the broker's own properties, which go before those of here. The port of
   * the settings must stay one that lets a client in that says nothing of itself.
   *
   * @throws NodeFailure if it does not, with cause and remedy
   */
  public static KafkaNode start(NodeSettings settings, Map<String, ?> more) {
    return start(settings, Uuid.randomUuid().toString(), more);
  }

  /**
   * The same, as one of several nodes. Of those that start together the first waits for the others:
   * it answers when most of the voters do.
   *
   * @param clusterId what a new log folder is formatted with, the same for all nodes of a cluster
   * @throws NodeFailure if it does not start, with cause and remedy
   */
  public static KafkaNode start(NodeSettings settings, String clusterId, Map<String, ?> more) {
    var home = settings.data().resolve(NAME);
    var logDir = home.resolve("log");
    var properties = home.resolve("server.properties");
    Map<String, Object> entries = new HashMap<>(properties(settings.port(), Ports.free(), logDir));
    entries.putAll(more);
    write(properties, entries);
    var child =
        Child.start(
            NAME,
            settings,
            List.of(
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcopydesk.log=" + Child.log(settings.data(), NAME),
                "-Dlog4j2.configurationFile=classpath:dev/copydesk/embedded/kafka-log4j2.xml"),
            System.getProperty("java.class.path"),
            List.of(
                KafkaMain.class.getName(), properties.toString(), logDir.toString(), clusterId));
    var node = new KafkaNode(child, settings.port());
    child.awaitReady(settings.patience(), node::answers);
    return node;
  }

  /** Host and port for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Process id of the child. */
  public long pid() {
    return child.pid();
  }

  /** Completes when the child has ended, asked to or not. */
  public CompletableFuture<NodeExit> exit() {
    return child.exit();
  }

  @Override
  public void close() {
    child.close();
  }

  // An open port is not enough: the node listens well before it lets clients in. Asked anew each
  // time, because a client that was refused waits longer and longer before it asks again.
  private boolean answers() {
    if (Ports.isFree(port)) {
      return false;
    }
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "default.api.timeout.ms", 2_000,
            "request.timeout.ms", 2_000);
    try (var admin = Admin.create(config)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // The controller's port is chosen at every start: a static quorum keeps no address in the data,
  // so a port taken in the meantime cannot lock the data up.
  private static Map<String, Object> properties(int port, int controllerPort, Path logDir) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", 1),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort)),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", logDir),
        // After a kill the controller holds the old registration valid for this long, and the node
        // waits for its own ghost.
        Map.entry("broker.session.timeout.ms", 3_000),
        Map.entry("broker.heartbeat.interval.ms", 500),
        Map.entry("auto.create.topics.enable", false),
        Map.entry("message.max.bytes", MAX_MESSAGE_BYTES),
        Map.entry("replica.fetch.max.bytes", MAX_MESSAGE_BYTES),
        Map.entry("default.replication.factor", 1),
        Map.entry("min.insync.replicas", 1),
        Map.entry("offsets.topic.replication.factor", 1),
        Map.entry("offsets.topic.num.partitions", 5),
        Map.entry("transaction.state.log.replication.factor", 1),
        Map.entry("transaction.state.log.min.isr", 1),
        Map.entry("transaction.state.log.num.partitions", 5),
        Map.entry("share.coordinator.state.topic.replication.factor", 1),
        Map.entry("share.coordinator.state.topic.min.isr", 1),
        Map.entry("share.coordinator.state.topic.num.partitions", 5),
        Map.entry("group.initial.rebalance.delay.ms", 0),
        // The internal topics are small; their cleaner needs no more.
        Map.entry("log.cleaner.dedupe.buffer.size", 16 * 1024 * 1024));
  }

  private static void write(Path file, Map<String, Object> entries) {
    var properties = new Properties();
    entries.forEach((key, value) -> properties.setProperty(key, value.toString()));
    try {
      Files.createDirectories(file.getParent());
      try (var writer = Files.newBufferedWriter(file)) {
        properties.store(writer, "Written at every start; changes here are lost.");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }
}

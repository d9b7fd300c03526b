package dev.copydesk.testkit;

/**
 * A real broker, or several, and a real schema registry.
 *
 * <p>Addresses and data stay the same over stops and starts. A test that stops a part starts it
 * again before it ends: the cluster is shared by all tests of a JVM.
 */
public interface Cluster extends AutoCloseable {

  /** Where a cluster runs. */
  enum Kind {
    /** As child processes: works everywhere. */
    EMBEDDED,
    /** As containers: works where a Docker engine answers. */
    CONTAINERS
  }

  /** Starts a cluster of child processes on a temporary folder, which {@code close} deletes. */
  static Cluster embedded() {
    return EmbeddedCluster.start();
  }

  /** Starts a cluster of containers. */
  static Cluster containers() {
    return ContainerCluster.launch();
  }

  /** Host and port of the broker; of several with commas. */
  String bootstrapServers();

  /** Where the registry speaks Confluent's API, without a slash at its end. */
  String registryUrl();

  /** Stops the broker in order. */
  void stopBroker();

  /** Ends the broker as a crash would, by SIGKILL. */
  void killBroker();

  /** Starts the broker again and returns when it serves clients. */
  void startBroker();

  /** Stops the registry in order. */
  void stopRegistry();

  /** Starts the registry again and returns when it answers. */
  void startRegistry();

  @Override
  void close();
}

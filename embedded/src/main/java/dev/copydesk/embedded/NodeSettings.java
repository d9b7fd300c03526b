package dev.copydesk.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a node needs to know of its surroundings.
 *
 * @param data folder of all state; a node uses a folder of its own in it, and {@code logs}
 * @param port on loopback, at which the node answers
 * @param heapMegabytes the child's largest heap, in MiB
 * @param patience how long a start may take until the node answers
 * @param aot what the child starts from, and where its start is recorded
 */
public record NodeSettings(
    Path data, int port, int heapMegabytes, Duration patience, AotCaches aot) {

  public NodeSettings {
    data = data.toAbsolutePath().normalize();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    if (heapMegabytes < 128) {
      throw new IllegalArgumentException(
          "a heap of " + heapMegabytes + " MiB is too small: give it 128 or more");
    }
  }

  /** Without an AOT cache. */
  public NodeSettings(Path data, int port, int heapMegabytes, Duration patience) {
    this(data, port, heapMegabytes, patience, AotCaches.none());
  }

  /** Defaults that suit a laptop: 512 MiB of heap at most, and a minute to start. */
  public static NodeSettings of(Path data, int port) {
    return new NodeSettings(data, port, 512, Duration.ofMinutes(1));
  }
}

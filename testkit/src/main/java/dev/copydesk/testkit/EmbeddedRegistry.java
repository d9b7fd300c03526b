package dev.copydesk.testkit;

import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import dev.copydesk.embedded.RegistryNode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A schema registry as a child of the test's JVM; address and schemas outlive stops. */
final class EmbeddedRegistry {

  private static final int HEAP_MEGABYTES = 256;

  private final Path home;
  private final NodeSettings settings;
  private @Nullable RegistryNode node;

  EmbeddedRegistry(Path data, Duration patience) {
    var unpacked = System.getProperty("copydesk.registry.home");
    if (unpacked == null) {
      throw new IllegalStateException(
          "set the system property copydesk.registry.home to embedded/target/registry");
    }
    home = Path.of(unpacked);
    settings = new NodeSettings(data, Ports.free(), HEAP_MEGABYTES, patience);
  }

  String url() {
    return "http://127.0.0.1:" + settings.port() + "/apis/ccompat/v7";
  }

  void start() {
    if (node == null) {
      node = RegistryNode.start(home, settings);
    }
  }

  void stop() {
    if (node != null) {
      node.close();
      node = null;
    }
  }
}

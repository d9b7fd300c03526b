package dev.copydesk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children end when their parent does, however it ends. */
final class LeashTest {

  @Test
  void childEndsWhenItsParentIsKilled(@TempDir Path data) throws Exception {
    var settings = NodeSettings.of(data, Ports.free());
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                data.toString(),
                Integer.toString(settings.port()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle child;
    try (var lines = parent.inputReader()) {
      child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
    } finally {
      parent.destroyForcibly();
    }

    assertThat(child.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();

    try (var again = KafkaNode.start(settings)) {
      assertThat(ProcessHandle.of(again.pid())).isPresent();
    }
  }

  /** Starts a node, prints the node's process id and waits to be killed. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] arguments) {
      var node =
          KafkaNode.start(NodeSettings.of(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
      System.out.println(node.pid());
      node.exit().join();
    }
  }
}

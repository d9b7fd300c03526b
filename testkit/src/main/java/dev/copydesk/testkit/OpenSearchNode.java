package dev.copydesk.testkit;

import static org.awaitility.Awaitility.await;

import dev.copydesk.embedded.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenSearch of one node, as a child JVM on jars from Maven. It ends with the test's JVM,
 * whose end closes the child's standard input.
 */
public final class OpenSearchNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TemporaryFolder home;
  private final Process process;
  private final URI address;

  private OpenSearchNode(TemporaryFolder home, Process process, int port) {
    this.home = home;
    this.process = process;
    address = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts a node on a temporary folder, which {@code close} deletes, and returns when it answers.
   */
  public static OpenSearchNode start() {
    String list = System.getProperty("copydesk.opensearch.classpath");
    if (list == null) {
      throw new IllegalStateException(
          "set the system property copydesk.opensearch.classpath to"
              + " testkit/target/opensearch.classpath");
    }
    try {
      TemporaryFolder home = TemporaryFolder.create("copydesk-opensearch");
      // Run from its source, so that nothing of ours is compiled against OpenSearch.
      Path main = home.path().resolve("Node.java");
      try (InputStream source = OpenSearchNode.class.getResourceAsStream("Node.java.txt")) {
        if (source == null) {
          throw new IllegalStateException("Node.java.txt is missing from the jar");
        }
        Files.copy(source, main);
      }
      int port = Ports.free();
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx512m",
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-XX:+ExitOnOutOfMemoryError",
                      "--add-modules",
                      "jdk.incubator.vector",
                      "--enable-native-access=ALL-UNNAMED",
                      "-cp",
                      Files.readString(Path.of(list)).strip(),
                      main.toString(),
                      home.path().toString(),
                      Integer.toString(port),
                      Integer.toString(Ports.free())))
              .redirectErrorStream(true)
              .redirectOutput(home.path().resolve("node.log").toFile())
              .start();
      OpenSearchNode node = new OpenSearchNode(home, process, port);
      node.awaitAnswer();
      return node;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it speaks plain HTTP, without a slash at its end. */
  public URI address() {
    return address;
  }

  private void awaitAnswer() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/_cluster/health?wait_for_status=green"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      await("OpenSearch at " + address)
          .atMost(PATIENCE)
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException(
                      "OpenSearch ended: " + Files.readString(home.path().resolve("node.log")));
                }
                try {
                  return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
                } catch (IOException notYet) {
                  return false;
                }
              });
    }
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      home.close();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.copydesk.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker-compose.yml as users run it, on other ports and with a folder of its own. */
class ComposeIT {

  private static final Path ROOT = Path.of(System.getProperty("copydesk.root"));
  private static final int HTTP_PORT = Ports.free();

  @TempDir private Path folder;
  private boolean started;

  @BeforeEach
  void requireAnEngine() throws Exception {
    assumeTrue(runs("docker", "info"), "no Docker engine answers");
    assumeTrue(runs("docker", "compose", "version"), "docker has no compose plugin");
  }

  @AfterEach
  void down() throws Exception {
    if (started) {
      compose("down", "--volumes", "--timeout", "20");
    }
  }

  @Test
  void aFileDroppedIsFound() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    started = true;
    assertThat(compose("up", "--build", "--wait")).as("docker compose up --build --wait").isZero();

    Files.copy(ROOT.resolve("seeds/quake-1-first-reports.txt"), inbox.resolve("first.txt"));

    await().atMost(Duration.ofSeconds(60)).until(() -> search("quake").contains("\"headline\""));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(inbox.resolve("done/first.txt")));
  }

  private int compose(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("docker", "compose", "--project-name", "copydesk-it"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    Files.createDirectories(ROOT.resolve("standalone/target/road"))
                        .resolve("compose.out")
                        .toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "HTTP_PORT", Integer.toString(HTTP_PORT),
                "KAFKA_PORT", Integer.toString(Ports.free()),
                "REGISTRY_PORT", Integer.toString(Ports.free()),
                "INBOX", folder.resolve("inbox").toString(),
                "COPYDESK_USER",
                    Files.getAttribute(folder, "unix:uid")
                        + ":"
                        + Files.getAttribute(folder, "unix:gid")));
    return builder.start().waitFor();
  }

  private static String search(String query) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + HTTP_PORT + "/api/v1/search?q=" + query);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}

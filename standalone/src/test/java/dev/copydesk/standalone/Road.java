package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.embedded.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ./copydesk up} as a user runs it: a process of its own, asked over its ports alone. */
final class Road implements AutoCloseable {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("copydesk.root"), "standalone", "target", "copydesk");

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final Path inbox;
  private final int httpPort = Ports.free();
  private final int kafkaPort = Ports.free();
  private final int registryPort = Ports.free();
  private @Nullable Process up;

  Road(Path folder) {
    data = folder.resolve("data");
    inbox = folder.resolve("inbox");
  }

  void start() throws IOException {
    up =
        command(
                "up",
                "--data",
                data.toString(),
                "--watch",
                inbox.toString(),
                "--http-port",
                Integer.toString(httpPort),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--registry-port",
                Integer.toString(registryPort))
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolveSibling("up.err").toFile()))
            .start();
    BufferedReader out = up.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).as("first line of up").startsWith("ready");
  }

  /** SIGKILL to the services' JVM, by the process id that it wrote. */
  void kill() throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readString(data.resolve("copydesk.pid")).strip());
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(running().waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Where the page and the API are. */
  String address() {
    return "http://127.0.0.1:" + httpPort;
  }

  Path inbox() {
    return inbox;
  }

  /** Written beside and renamed in, as a careful sender does. */
  void drop(String name, String content) throws IOException {
    Path hidden = inbox.resolve("." + name + ".part");
    Files.writeString(hidden, content);
    Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  JsonNode search(String query) {
    return get("/api/v1/search?limit=100&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  long total(String query) {
    return search(query).path("total").asLong();
  }

  /** Every committed record of a topic, as {@code tail} prints it. */
  List<JsonNode> tail(String topic) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("tail", topic, "--from-beginning"));
    arguments.addAll(List.of("--timeout-ms", "4000"));
    arguments.addAll(cluster());
    Process tail = command(arguments.toArray(String[]::new)).start();
    List<JsonNode> records = new ArrayList<>();
    try (BufferedReader out = tail.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        records.add(json.readTree(line));
      }
    }
    tail.waitFor();
    return records;
  }

  /** What every command that talks to the cluster is told. */
  List<String> cluster() {
    return List.of("--bootstrap-server", bootstrapServer(), "--schema-registry-url", registry());
  }

  String bootstrapServer() {
    return "127.0.0.1:" + kafkaPort;
  }

  String registry() {
    return "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7";
  }

  static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(DISTRIBUTION.resolve("copydesk").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // One start each is too few for caches of starts to pay.
    builder.environment().put("COPYDESK_AOT", "off");
    return builder;
  }

  static Path lib() {
    return DISTRIBUTION.resolve("lib");
  }

  private Process running() {
    return Objects.requireNonNull(up, "not started");
  }

  private JsonNode get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path)).build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM: everything stops in order, with the status of that signal. */
  @Override
  public void close() throws InterruptedException {
    Process process = up;
    if (process != null && process.isAlive()) {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("up stops").isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    }
  }
}

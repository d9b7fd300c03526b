package dev.copydesk.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Apicurio Registry as a child JVM, its schemas in an H2 file below the data folder.
 *
 * <p>A new registry holds every subject to BACKWARD_TRANSITIVE compatibility.
 */
public final class RegistryNode implements AutoCloseable {

  private static final String NAME = "registry";

  private final Child child;
  private final int port;

  private RegistryNode(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Starts the registry and returns when it answers.
   *
   * @param home the unpacked registry: the folder of its {@code lib}
   * @throws NodeFailure if it does not start, with cause and remedy
   */
  public static RegistryNode start(Path home, NodeSettings settings) {
    var classPath = classPath(home.toAbsolutePath());
    var database = settings.data().resolve(NAME).resolve("db");
    var child =
        Child.start(
            NAME,
            settings,
            List.of(
                "-XX:+UseSerialGC",
                // It answers a few requests at every start and few later: no time to compile well.
                "-XX:TieredStopAtLevel=1",
                // As the manifest of quarkus-run.jar says, which Java reads with -jar alone.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + settings.port(),
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + Ports.free(),
                "-Dquarkus.log.console.enabled=false",
                "-Dquarkus.log.file.enabled=true",
                "-Dquarkus.log.file.path=" + Child.log(settings.data(), NAME),
                "-Dquarkus.log.file.rotation.max-file-size=10M",
                "-Dquarkus.log.file.rotation.max-backup-index=2",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                "-Dapicurio.datasource.url=jdbc:h2:file:" + database,
                // The default of 20 connections is for a server with many users.
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=10",
                "-Dapicurio.rules.global.compatibility=BACKWARD_TRANSITIVE"),
            classPath,
            List.of("io.quarkus.runner.GeneratedMain"));
    var node = new RegistryNode(child, settings.port());
    try (var http = HttpClient.newHttpClient()) {
      child.awaitReady(settings.patience(), () -> node.answers(http));
    }
    return node;
  }

  /** Where the registry speaks Confluent's API, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
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

  private boolean answers(HttpClient http) {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // One flat class path instead of quarkus-run.jar, whose class loader of its own keeps classes out
  // of an AOT cache. First what the build of the registry changed of the classes that follow.
  private static String classPath(Path home) {
    var entries = new ArrayList<String>();
    entries.add(ownCode().toString());
    for (var jar : List.of("quarkus/transformed-bytecode.jar", "quarkus/generated-bytecode.jar")) {
      if (!Files.isReadable(home.resolve(jar))) {
        throw new NodeFailure(
            home.resolve(jar) + " is missing: build the module embedded, which unpacks it");
      }
      entries.add(home.resolve(jar).toString());
    }
    for (var jars : List.of("app", "lib/boot", "lib/main")) {
      entries.add(home.resolve(jars) + "/*");
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The jar or folder that holds {@link Leash}. */
  private static Path ownCode() {
    try {
      return Path.of(Leash.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.embedded.NodeFailure;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "Runs everything, drops the bundled news into the watched folder and shows what becomes of"
          + " it.",
      "In a temporary folder that is removed at the end, unless --data names one or something goes"
          + " wrong; on other ports where those it would take are in use."
    })
final class DemoCommand extends StackCommand {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 200;
  private static final int DEFAULT_WIDTH = 80;

  @Option(
      names = "--exit",
      description =
          "Stop at the end; status 0 only if every article was found, with entities and numbers.")
  private boolean exit;

  private final Map<String, String> environment;

  /** So that what it wrote is worth a look. */
  private volatile boolean failed;

  DemoCommand(Map<String, String> environment, InstantSource clock) {
    super(environment, clock);
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings given = settings();
    Optional<Path> temporary =
        given.text(KnownSettings.DATA).equals(KnownSettings.DATA.fallback())
            ? Optional.of(Files.createTempDirectory("copydesk-demo-"))
            : Optional.empty();
    PrintWriter err = spec.commandLine().getErr();
    Runnable remove = () -> temporary.filter(_ -> !failed).ifPresent(DemoCommand::remove);
    try {
      StackSettings settings = StackSettings.demo(given, temporary);
      given.check();
      err.println("copydesk: starting broker, schema registry and services");
      int status = run(settings, remove, this::show);
      failed = status != ExitStatus.OK.code();
      return status;
    } catch (NodeFailure e) {
      failed = true;
      throw e;
    } catch (CommandFailure e) {
      failed = e.status() != ExitStatus.CONFIGURATION;
      throw e;
    } finally {
      remove.run();
      temporary
          .filter(_ -> failed)
          .ifPresent(
              folder -> err.println("copydesk: what it wrote is kept for a look: " + folder));
    }
  }

  private ExitStatus show(Stack stack) throws IOException, InterruptedException {
    Seeds seeds = new Seeds(Distribution.seeds());
    Map<String, Seeds.Expected> expected = seeds.expected(stack.settings().feed());
    seeds.drop(stack.settings().watch(), stack.settings().data().resolve("demo"));
    Map<String, JsonNode> found;
    try (IndexClient index = new IndexClient(stack.address())) {
      found = await(expected, index);
    }
    PrintWriter out = spec.commandLine().getOut();
    new SeedTable(width()).lines(List.copyOf(found.values())).forEach(out::println);
    List<String> missing = missing(expected, found);
    missing.forEach(what -> spec.commandLine().getErr().println("copydesk: " + what));
    out.printf("%d of %d bundled articles%n", found.size(), expected.size());
    if (exit) {
      out.println(
          "without --exit it stays, with a page to look at; copydesk up runs your own files");
    } else {
      out.println(stack.readyLine());
      stack.awaitEnd();
    }
    return missing.isEmpty() ? ExitStatus.OK : ExitStatus.OUR_BUG;
  }

  /** What the index has of them, as soon as it has all, or when no more came for a while. */
  private Map<String, JsonNode> await(Map<String, Seeds.Expected> expected, IndexClient index)
      throws InterruptedException {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    long lastFound = System.nanoTime();
    try (ProgressBar progress = new ProgressBar(spec.commandLine().getErr())) {
      while (found.size() < expected.size() && System.nanoTime() - lastFound < PATIENCE.toNanos()) {
        int before = found.size();
        expected.forEach((id, article) -> find(id, article, index, found));
        progress.update(
            (double) found.size() / expected.size(),
            "%d of %d articles are in the index".formatted(found.size(), expected.size()));
        if (found.size() > before) {
          lastFound = System.nanoTime();
        } else {
          Thread.sleep(POLL_MILLIS);
        }
      }
    }
    Map<String, JsonNode> inOrder = new LinkedHashMap<>();
    expected.keySet().stream()
        .filter(found::containsKey)
        .forEach(id -> inOrder.put(id, Objects.requireNonNull(found.get(id))));
    return inOrder;
  }

  private static void find(
      String id, Seeds.Expected article, IndexClient index, Map<String, JsonNode> found) {
    if (!found.containsKey(id)) {
      index
          .article(id)
          .filter(record -> record.path("revision").asLong() >= article.revision())
          .ifPresent(record -> found.put(id, record));
    }
  }

  private static List<String> missing(
      Map<String, Seeds.Expected> expected, Map<String, JsonNode> found) {
    List<String> missing = new ArrayList<>();
    expected.forEach(
        (id, article) -> {
          JsonNode record = found.get(id);
          if (record == null) {
            missing.add("missing in the index: article " + id + " of " + article.file());
          } else if (record.path("pipeline").path("skipped").isEmpty()) {
            for (String field : List.of("entities", "numbers")) {
              if (record.path(field).isEmpty()) {
                missing.add("no " + field + " in article " + id + " of " + article.file());
              }
            }
          }
        });
    return missing;
  }

  private int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
  }

  private static synchronized void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not remove " + folder, e);
    }
  }
}

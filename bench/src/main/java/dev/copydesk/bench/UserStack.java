package dev.copydesk.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything on this machine as users run it: the launcher's {@code up}, and what it starts. */
final class UserStack implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("standalone/target/copydesk/copydesk");
  private static final Pattern PAGE = Pattern.compile("the page is at (\\S+)");
  private static final Pattern TOTAL = Pattern.compile("\"total\"\\s*:\\s*(\\d+)");
  private static final Pattern INDEXED =
      Pattern.compile("^copydesk_index_indexed_total (\\S+)$", Pattern.MULTILINE);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(50);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(2);
  private static final Duration GIVE_UP = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Program program;
  private final Path inbox;
  private final URI page;
  private final double secondsToReady;

  private UserStack(Program program, Path inbox, URI page, double secondsToReady) {
    this.program = program;
    this.inbox = inbox;
    this.page = page;
    this.secondsToReady = secondsToReady;
  }

  /**
   * Starts it and returns when it says that it is ready.
   *
   * @param folder of its data and the watched folder
   * @param aot what {@code COPYDESK_AOT} says: the folder of the AOT caches, or off
   */
  static UserStack start(Path folder, String aot) throws IOException {
    Path inbox = folder.resolve("inbox");
    ProcessBuilder up =
        new ProcessBuilder(
            LAUNCHER.toAbsolutePath().toString(),
            "up",
            "--data",
            folder.resolve("data").toString(),
            "--watch",
            inbox.toString(),
            "--kafka-port",
            "0",
            "--registry-port",
            "0",
            "--http-port",
            "0");
    up.environment().put("COPYDESK_AOT", aot);
    up.environment().put("COPYDESK_JAVA_HOME", System.getProperty("java.home"));
    Files.createDirectories(folder);
    long begun = System.nanoTime();
    Program program = Program.start(up, folder.resolve("up.err"));
    Matcher ready = PAGE.matcher(program.await("ready"));
    double seconds = seconds(begun);
    if (!ready.find()) {
      throw new IOException("the line that says ready names no page");
    }
    return new UserStack(program, inbox, URI.create(ready.group(1)), seconds);
  }

  Path inbox() {
    return inbox;
  }

  double secondsToReady() {
    return secondsToReady;
  }

  /** Memory of all its processes now, in MiB. */
  long residentMegabytes() {
    return program.residentMegabytes();
  }

  /** How many articles a search finds. */
  int found(String query) {
    return (int)
        number(
            "/api/v1/search?limit=1&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), TOTAL);
  }

  /**
   * How many articles it made searchable since it started, by its own count: to ask for that costs
   * it less than a search for everything.
   */
  int indexed() {
    return (int) number("/metrics", INDEXED);
  }

  private double number(String path, Pattern pattern) {
    try {
      String answer =
          http.send(HttpRequest.newBuilder(page.resolve(path)).build(), BodyHandlers.ofString())
              .body();
      Matcher number = pattern.matcher(answer);
      if (!number.find()) {
        throw new IOException("no number in the answer of " + path + ": " + answer);
      }
      return Double.parseDouble(number.group(1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns when it made so many searchable since it started. Asks again after half of the time
   * that the rest will take: all its metrics, five times a second, were a tenth of its work.
   */
  void awaitIndexed(int count) {
    long begun = System.nanoTime();
    int first = indexed();
    for (int there = first; there < count; there = indexed()) {
      requireGoing(begun, there, count);
      long sofar = System.nanoTime() - begun;
      long rest = there == first ? sofar : sofar / (there - first) * (count - there);
      LockSupport.parkNanos(Math.clamp(rest / 2, LEAST_PAUSE.toNanos(), MOST_PAUSE.toNanos()));
    }
  }

  /** Returns when there are so many, having asked again after each pause. */
  void await(IntSupplier now, int count, Duration pause) {
    long begun = System.nanoTime();
    for (int there = now.getAsInt(); there < count; there = now.getAsInt()) {
      requireGoing(begun, there, count);
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private void requireGoing(long begun, int there, int count) {
    if (!program.isAlive() || System.nanoTime() - begun > GIVE_UP.toNanos()) {
      throw new IllegalStateException("only " + there + " of " + count + " were found");
    }
  }

  @Override
  public void close() throws InterruptedException {
    http.close();
    program.close();
  }

  static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}

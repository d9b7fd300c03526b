package dev.copydesk.standalone.status;

import dev.copydesk.service.Setting;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.Terminal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "top",
    description =
        "Shows what status shows, again and again: on a terminal in place until Ctrl-C, elsewhere"
            + " block after block.",
    footer = {
      "",
      "Of services in several processes give all addresses: --url http://a:8080,http://b:8080"
    })
public final class TopCommand extends ConfiguredCommand {

  private static final long LAST_LOOK_SECONDS = 5;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "Time between two looks. Default: ${DEFAULT-VALUE}")
  private int seconds = 2;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "Ends after so many looks; 0 for no end. Default: ${DEFAULT-VALUE}")
  private int times;

  private final Map<String, String> environment;
  private final InstantSource clock;

  public TopCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  protected List<Setting> flags() {
    return IndexClient.SETTINGS;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < 1 || times < 0) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--every must be 1 or more, and --times 0 or more");
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    // Ctrl-C ends the JVM once this has run: what stood on the terminal must be back by then.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, ended), "stop-top"));
    try (Services services = Services.of(settings())) {
      new Watch(services, ZoneId.systemDefault(), Printable::of)
          .run(
              spec.commandLine().getOut(),
              isTerminal(),
              Duration.ofSeconds(seconds),
              times,
              clock,
              stop);
      return ExitStatus.OK.code();
    } finally {
      ended.countDown();
    }
  }

  private boolean isTerminal() {
    return Terminal.isThere() && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
  }

  private static void stopAndWait(CountDownLatch stop, CountDownLatch ended) {
    stop.countDown();
    try {
      ended.await(LAST_LOOK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

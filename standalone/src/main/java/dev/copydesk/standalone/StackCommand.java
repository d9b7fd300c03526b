package dev.copydesk.standalone;

import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.kafka.trace.TracingSettings;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.KnownSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Runs everything on this machine; what to do with it once it runs is up to the command. */
abstract class StackCommand extends ConfiguredCommand {

  private final InstantSource clock;

  StackCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  /** What a command does with everything running; it is stopped when this returns. */
  @FunctionalInterface
  interface Work {
    ExitStatus with(Stack stack) throws IOException, InterruptedException;
  }

  @Override
  protected final List<Setting> flags() {
    return KnownSettings.join(
        KnownSettings.MACHINE,
        HttpSettings.SETTINGS,
        IngestSettings.SETTINGS,
        EnrichSettings.SETTINGS,
        EntitySettings.SETTINGS,
        IndexSettings.SETTINGS,
        TracingSettings.SETTINGS);
  }

  @Override
  protected final Map<String, String> shortFlags() {
    return KnownSettings.SHORT_FLAGS;
  }

  /**
   * Starts everything, works, stops everything; on a signal too.
   *
   * @param afterwards what to do when everything has stopped, however that came
   */
  final int run(StackSettings settings, Runnable afterwards, Work work)
      throws IOException, InterruptedException {
    Logging.toFile(settings.data());
    StartupCaches caches = StartupCaches.ofThisJvm();
    Stack stack = new Stack(settings, Distribution.registry(), clock, caches.caches());
    Thread hook =
        new Thread(
            () -> {
              stack.close();
              afterwards.run();
              caches.end(stack.ranWell(), spec.commandLine().getErr());
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      stack.start();
      return work.with(stack).code();
    } catch (IOException | RuntimeException e) {
      if (stack.isClosing()) {
        // What fails while a signal stops everything is no news; the hook ends the process.
        hook.join();
      }
      throw e;
    } finally {
      stack.close();
    }
  }
}

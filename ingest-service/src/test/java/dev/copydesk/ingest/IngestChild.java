package dev.copydesk.ingest;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.publish.OnDone;
import dev.copydesk.ingest.publish.Step;
import dev.copydesk.ingest.watch.FileOrder;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ingest service in a JVM of its own, for the parent to kill.
 *
 * <p>Reads lines: {@code run STEP N} starts the service, which halts its files at the Nth time that
 * it reaches the step and says {@code reached}; {@code run} starts one that never halts; {@code go}
 * lets a halted one go on; {@code stop} ends it in order. The end of the input, which is also the
 * parent's, ends it at once.
 */
final class IngestChild {

  private final PrintStream parent;
  private final Semaphore going = new Semaphore(0);

  private IngestChild(PrintStream parent) {
    this.parent = parent;
  }

  /**
   * @param arguments folder, state folder, instance, bootstrap servers, registry, prefix,
   *     partitions
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream parent = System.out;
    // Logs go elsewhere than what is said to the parent.
    System.setOut(System.err);
    new IngestChild(parent).obey(arguments);
  }

  private void obey(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    IngestService service = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "run" -> {
          service = service(arguments, listener(words));
          service.start();
        }
        case "go" -> going.release();
        case "stop" -> {
          if (service != null) {
            service.close();
          }
          System.exit(0);
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
    Runtime.getRuntime().halt(1);
  }

  private Step.Listener listener(String[] words) {
    if (words.length == 1) {
      return _ -> {};
    }
    Step halt = Step.valueOf(words[1]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(words[2]));
    return step -> {
      if (step == halt && left.decrementAndGet() == 0) {
        parent.println("reached");
        parent.flush();
        going.acquireUninterruptibly();
      }
    };
  }

  private static IngestService service(String[] arguments, Step.Listener steps) {
    return new IngestService(
        new IngestSettings(
            new WatchSettings(
                Path.of(arguments[0]),
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                FileOrder.OLDEST,
                Optional.empty()),
            "inbox",
            Optional.of(arguments[2]),
            Path.of(arguments[1]),
            Duration.ofSeconds(6),
            OnDone.MOVE,
            FormatLimits.DEFAULT),
        new KafkaSettings(
            arguments[3],
            Map.of(),
            URI.create(arguments[4]),
            new Topics(arguments[5], Integer.parseInt(arguments[6])),
            (short) 1),
        new SimpleMeterRegistry(),
        new Health(),
        InstantSource.system(),
        Tracing.off(),
        steps);
  }
}

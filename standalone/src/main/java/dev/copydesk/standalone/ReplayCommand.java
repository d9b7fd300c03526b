package dev.copydesk.standalone;

import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "replay",
    description = {
      "Feeds raw articles of the past to the running topology again, beside live traffic: today's",
      "annotator sees them anew, and what comes out as it was is not written again.",
      "Shows what it would do, unless --execute is given."
    })
final class ReplayCommand extends ConfiguredCommand {

  /** As in Kafka's own tools: from where, exactly one of them. */
  private static final class From {

    @Option(names = "--to-earliest", required = true, description = "From the oldest article.")
    private boolean earliest;

    @Option(
        names = "--to-datetime",
        required = true,
        paramLabel = "T",
        converter = Time.class,
        description =
            "From the first article taken at T or later, in ISO 8601; UTC without a zone.")
    private @Nullable Instant time;

    Selector selector() {
      return time == null ? new Selector.Earliest() : new Selector.Since(time);
    }
  }

  /** What is to be done with the plan. */
  private static final class Mode {

    @Option(names = "--dry-run", required = true, description = "Show the plan alone; the default.")
    private boolean dryRun;

    @Option(names = "--execute", required = true, description = "Do it.")
    private boolean execute;
  }

  @ArgGroup(multiplicity = "1")
  private From from = new From();

  @ArgGroup(multiplicity = "0..1")
  private Mode mode = new Mode();

  private final InstantSource clock;

  ReplayCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  List<Setting> flags() {
    return KnownSettings.join(KafkaSettings.SETTINGS, EnrichSettings.SETTINGS);
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    String application = EnrichSettings.from(settings).applicationId(kafka.topics());
    settings.check();
    Replay replay = new Replay(kafka, application, clock);
    ReplayPlan plan = replay.plan(from.selector());
    PrintWriter out = spec.commandLine().getOut();
    for (ReplayPlan.Part part : plan.partitions()) {
      out.printf(
          "%s partition %d: offsets %d to %d%n",
          kafka.topics().raw().name(), part.partition(), part.from(), part.to() - 1);
    }
    out.printf("up to %d articles%s%n", plan.records(), size(plan));
    if (!mode.execute) {
      out.println("nothing was done: add --execute to do it");
      return ExitStatus.OK.code();
    }
    try (Progress shown =
        new Progress(
            spec.commandLine().getErr(), "copydesk: %d of up to %d articles fed to the topology")) {
      replay.execute(plan, event -> shown.update(event.getFed(), plan.records()));
    }
    out.println("replayed: every article went through the topology again");
    return ExitStatus.OK.code();
  }

  private static String size(ReplayPlan plan) {
    return plan.bytes() < 0 ? "" : ", about %.1f MiB".formatted(plan.bytes() / (1024.0 * 1024.0));
  }

  /** A date, or a date and time, with a zone or in UTC. */
  static final class Time implements ITypeConverter<Instant> {

    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss[.SSS]][XXX]]");

    @Override
    public Instant convert(String text) {
      try {
        TemporalAccessor time =
            FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return switch (time) {
          case OffsetDateTime zoned -> zoned.toInstant();
          case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
          default -> LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
        };
      } catch (DateTimeException _) {
        throw new TypeConversionException(
            "\"%s\" is not a time such as 2026-11-22, 2026-11-22T08:00 or 2026-11-22T08:00+01:00"
                .formatted(text));
      }
    }
  }
}

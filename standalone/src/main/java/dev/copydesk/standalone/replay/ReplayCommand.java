package dev.copydesk.standalone.replay;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Preview;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Republication;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.enrich.shadow.Shadow;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.LocalToken;
import dev.copydesk.standalone.command.Patience;
import dev.copydesk.standalone.command.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "replay",
    description = {
      "Feeds raw articles of the past to the running topology again, beside live traffic: today's"
          + " annotator sees them anew, and what comes out as it was is not written again.",
      "Shows what it would do, unless --execute is given."
    })
public final class ReplayCommand extends ConfiguredCommand {

  /** What the past is put into again. */
  enum Target {
    enrich,
    index,
    topic
  }

  /** What is to be done with the plan. */
  private static final class Mode {

    @Option(names = "--dry-run", required = true, description = "Show the plan alone; the default.")
    private boolean dryRun;

    @Option(names = "--execute", required = true, description = "Do it.")
    private boolean execute;
  }

  @ArgGroup(multiplicity = "0..1", heading = "%nFrom where on; the end is always the present:%n")
  private @Nullable ReplayFrom from;

  @ArgGroup(multiplicity = "0..1", heading = "%nWhich articles; all of them without:%n")
  private @Nullable ReplayLimit limit;

  @ArgGroup(multiplicity = "0..1")
  private Mode mode = new Mode();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "At most N articles a second. Without it as many as the topology takes, and fewer as soon"
              + " as live articles wait.")
  private @Nullable Double rate;

  @ArgGroup(exclusive = false, multiplicity = "0..1", heading = "%nWith --target topic:%n")
  private @Nullable ReplayTopic topic;

  @ArgGroup(multiplicity = "0..1", heading = "%nWith --target index:%n")
  private @Nullable ReplayIndex index;

  @ArgGroup(
      exclusive = false,
      multiplicity = "0..1",
      heading = "%nAnother configuration, tried first:%n")
  private @Nullable ReplayShadow shadow;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description =
          "enrich: through the topology again. index: the index is built anew from news.enriched,"
              + " beside the one that is searched. topic: raw articles into a topic of yours."
              + " Default: ${DEFAULT-VALUE}")
  private Target target = Target.enrich;

  private final InstantSource clock;
  private final Function<EntitySettings, Annotator> annotators;

  /**
   * @param annotators makes what cleans and tags, of settings
   */
  public ReplayCommand(
      Map<String, String> environment,
      InstantSource clock,
      Function<EntitySettings, Annotator> annotators) {
    super(environment);
    this.clock = clock;
    this.annotators = annotators;
  }

  @Override
  protected List<Setting> flags() {
    return KnownSettings.join(
        KafkaSettings.SETTINGS,
        EnrichSettings.SETTINGS,
        EntitySettings.SETTINGS,
        IndexClient.SETTINGS,
        List.of(KnownSettings.DATA));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuseWhatDoesNotFit();
    if (target == Target.index) {
      return buildIndex();
    }
    if (shadow != null) {
      return shadow(shadow);
    }
    if (from == null && limit == null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "say what to replay: --to-earliest for everything, another start, or --ids, --query or"
              + " --where");
    }
    if (rate != null && !(rate > 0)) {
      throw new CommandFailure(ExitStatus.USAGE, "--rate must be above 0");
    }
    if (topic != null) {
      topic.check(rate);
    }
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    String application = EnrichSettings.from(settings).applicationId(kafka.topics());
    URI index = IndexClient.url(settings);
    settings.check();
    Limit chosen = limit == null ? new Limit.None() : limit.limit();
    Replay replay = new Replay(kafka, application, clock);
    ReplayLog log = new ReplayLog(kafka, clock);
    ReplayPlan plan =
        replay
            .plan((from == null ? new ReplayFrom() : from).selector(clock.instant()), chosen)
            .atRate(rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
    Wanted wanted = ReplayRun.wanted(replay, chosen, index);
    PrintWriter out = spec.commandLine().getOut();
    print(plan, kafka, out);
    if (topic != null) {
      Republication republication = new Republication(kafka, clock);
      return topic
          .copy(republication, plan, wanted, mode.execute, out, spec.commandLine().getErr())
          .code();
    }
    tellUnfinished(log, out);
    if (!mode.execute) {
      preview(replay.preview(chosen, wanted), plan, log, out);
      out.println("nothing was done: add --execute to do it");
      return ExitStatus.OK.code();
    }
    ReplayRun run = new ReplayRun(spec.commandLine().getOut(), spec.commandLine().getErr());
    return run.show(ReplayRun.Words.ENRICH, listener -> replay.execute(plan, wanted, listener))
        .code();
  }

  private void refuseWhatDoesNotFit() {
    if ((topic != null) != (target == Target.topic)) {
      throw new CommandFailure(ExitStatus.USAGE, "--target topic and --topic NAME go together");
    }
    if (index != null && target != Target.index) {
      throw new CommandFailure(ExitStatus.USAGE, "--drop-old and --cancel need --target index");
    }
    boolean whole = target == Target.index || shadow != null;
    if (whole && (from != null || limit != null || rate != null)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "it is of all that there is, always: leave the selection out");
    }
    if (shadow != null && target != Target.enrich) {
      throw new CommandFailure(ExitStatus.USAGE, "--shadow has no other target");
    }
  }

  private int buildIndex() throws InterruptedException {
    Settings settings = settings();
    URI url = IndexClient.url(settings);
    Optional<String> token = LocalToken.of(settings);
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    settings.check();
    try (IndexClient client = new IndexClient(url, token)) {
      return (index == null ? new ReplayIndex() : index)
          .run(
              client, kafka, mode.execute, spec.commandLine().getOut(), spec.commandLine().getErr())
          .code();
    }
  }

  private int shadow(ReplayShadow asked) throws IOException, InterruptedException {
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    EnrichSettings enrich = EnrichSettings.from(settings);
    EntitySettings entities = EntitySettings.from(settings);
    Path data = settings.path(KnownSettings.DATA);
    settings.check();
    ShadowConfiguration tried = new ShadowConfiguration(data);
    return asked
        .run(
            new ReplayShadow.Tools(
                new Shadow(kafka, enrich.shadow(tried.stores()), clock),
                new Replay(kafka, enrich.applicationId(kafka.topics()), clock),
                tried,
                entities,
                annotators,
                clock,
                mode.execute,
                spec.commandLine().getOut(),
                spec.commandLine().getErr()))
        .code();
  }

  private static void print(ReplayPlan plan, KafkaSettings kafka, PrintWriter out) {
    for (ReplayPlan.Part part : plan.partitions()) {
      out.printf(
          "%s partition %d: offsets %d to %d%n",
          kafka.topics().raw().name(), part.partition(), part.from(), part.to() - 1);
    }
    out.printf("%s: up to %d articles%s are read%n", plan.words(), plan.records(), size(plan));
    out.flush();
  }

  private static void tellUnfinished(ReplayLog log, PrintWriter out) {
    for (ReplayProgress replay : log.all()) {
      if (replay.getTarget() == ReplayTarget.ENRICH
          && log.isSilent(replay)
          && replay.getResumable()) {
        out.printf(
            "%s was killed midway: copydesk replay resume %s goes on with it%n",
            replay.getSelector(), replay.getId());
      }
    }
  }

  private static void preview(Preview preview, ReplayPlan plan, ReplayLog log, PrintWriter out) {
    String today = Version.copydesk();
    long same = preview.versions().getOrDefault(today, 0L);
    out.printf(
        "at most %d enriched articles are meant: %d were made by another version than today's %s"
            + " and may change, %d by the same, which change if its settings did%n",
        preview.articles(), preview.articles() - same, today, same);
    preview
        .versions()
        .forEach((version, count) -> out.printf("  made by version %s: %d%n", version, count));
    OptionalDouble perSecond = plan.rate().isPresent() ? plan.rate() : log.lastThroughput();
    if (perSecond.isPresent()) {
      boolean all = plan.limit() instanceof Limit.None;
      long records = all ? plan.records() : Math.min(plan.records(), preview.articles());
      Duration time = Duration.ofSeconds(Math.round(records / perSecond.getAsDouble()));
      out.printf(
          "that takes about %s, %s%n",
          ReplayRun.inWords(time),
          plan.rate().isPresent()
              ? "at the rate given"
              : "at the %.0f articles a second of the last whole replay"
                  .formatted(perSecond.getAsDouble()));
    } else {
      out.println("how long it takes is not known: no replay has run to its end yet");
    }
  }

  private static String size(ReplayPlan plan) {
    double kibibytes = plan.bytes() / 1024.0;
    return plan.bytes() < 0
        ? ""
        : kibibytes < 1024
            ? ", about %.0f KiB,".formatted(kibibytes)
            : ", about %.1f MiB,".formatted(kibibytes / 1024);
  }
}

package dev.copydesk.standalone.replay;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.shadow.ComparisonResult;
import dev.copydesk.enrich.shadow.Kind;
import dev.copydesk.enrich.shadow.Shadow;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.ProgressBar;
import dev.copydesk.standalone.command.StandardOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Another configuration tried on everything, compared with what is live, and made live or not. */
final class ReplayShadow {

  /** Replayed first, to see whether the running topology has the configuration that was tried. */
  private static final int PROBES = 3;

  @Option(
      names = "--shadow",
      required = true,
      description = {
        "Runs the topology once more over everything, with this command's settings, into topics"
            + " and",
        "an index of its own (copydesk search --shadow), and tells which articles come out"
            + " otherwise",
        "than they are live."
      })
  private boolean shadow;

  @ArgGroup(multiplicity = "0..1")
  private @Nullable Step step;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of the report: table, or json: one article a line. Default: ${DEFAULT-VALUE}")
  private ShadowReport.Format format = ShadowReport.Format.table;

  /** What is done with a shadow that is there. */
  private static final class Step {

    @Option(names = "--report", required = true, description = "Compares it with what is live now.")
    private boolean report;

    @Option(
        names = "--promote",
        required = true,
        description = {
          "Replays the articles that differ, once the running topology has the shadow's",
          "configuration."
        })
    private boolean promote;

    @Option(
        names = "--discard",
        required = true,
        description = "Deletes its topics, changelogs, stores and index.")
    private boolean discard;
  }

  /**
   * What it works with.
   *
   * @param tried what the shadow was begun with, and lies beside its stores
   */
  record Tools(
      Shadow shadow,
      Replay replay,
      ShadowConfiguration tried,
      EntitySettings entities,
      Function<EntitySettings, Annotator> annotators,
      InstantSource clock,
      boolean execute,
      PrintWriter out,
      PrintWriter err) {}

  ExitStatus run(Tools tools) throws IOException, InterruptedException {
    if (step == null) {
      return begin(tools);
    }
    if (!tools.shadow().exists()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "there is no shadow: copydesk replay --shadow --execute makes one");
    }
    if (step.report) {
      report(tools);
      return ExitStatus.OK;
    }
    return step.promote ? promote(tools) : discard(tools);
  }

  private ExitStatus begin(Tools tools) throws IOException, InterruptedException {
    PrintWriter out = tools.out();
    ReplayPlan plan = tools.replay().plan(new Selector.Earliest(), new Limit.None());
    out.printf(
        "up to %d articles are read, and come out in topics and an index of the shadow's own; tried"
            + " is%n",
        plan.records());
    tools.tried().wanted(tools.entities()).forEach(line -> out.println("  " + line));
    if (tools.shadow().exists()) {
      List<String> before = tools.tried().recorded();
      if (!before.equals(tools.tried().wanted(tools.entities()))) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "a shadow with another configuration is there (%s): --discard it first"
                .formatted(before.isEmpty() ? "begun elsewhere" : String.join(", ", before)));
      }
      out.println("a shadow of it is there, and is gone on with");
    }
    if (!tools.execute()) {
      out.println("nothing was done: add --execute to do it");
      return ExitStatus.OK;
    }
    tools.tried().record(tools.entities());
    return switch (run(tools, plan)) {
      case COMPLETED -> {
        report(tools);
        yield ExitStatus.OK;
      }
      case PAUSED -> {
        out.println("paused: the same command goes on with it");
        yield ExitStatus.OK;
      }
      case CANCELED -> {
        out.println("canceled: --discard deletes what was made");
        yield ExitStatus.OK;
      }
      case RUNNING -> {
        out.println("another process has taken it over");
        yield ExitStatus.OK;
      }
      case FAILED ->
          throw new CommandFailure(
              ExitStatus.UNAVAILABLE, "it failed: the same command goes on with it");
    };
  }

  private static ReplayState run(Tools tools, ReplayPlan plan) throws InterruptedException {
    try (ProgressBar bar = new ProgressBar(tools.err())) {
      return tools
          .shadow()
          .run(
              tools.annotators().apply(tools.entities()),
              "--shadow with " + tools.tried().settings(),
              plan,
              (topics, wanted) -> index(tools, topics, bar, wanted),
              parts -> {
                double share = ReplayStanding.share(parts);
                bar.update(
                    share,
                    "%d of %d records".formatted((long) (share * plan.records()), plan.records()));
              });
    }
  }

  private static boolean index(
      Tools tools, KafkaSettings topics, ProgressBar bar, DoublePredicate wanted) {
    return tools
        .tried()
        .index()
        .catchUp(
            topics,
            tools.clock(),
            share -> {
              bar.update(share, "its articles go into its index");
              return wanted.test(share);
            });
  }

  private void report(Tools tools) {
    tools.out().flush();
    try (StandardOutput out = new StandardOutput()) {
      ShadowReport report = new ShadowReport(format, out);
      ComparisonResult result =
          tools.shadow().compare(ShadowReport.EXAMPLES, report::difference, report::example);
      report.end(result);
    }
  }

  private ExitStatus promote(Tools tools) throws IOException, InterruptedException {
    PrintWriter out = tools.out();
    Set<String> ids = new HashSet<>();
    TreeSet<String> probes = new TreeSet<>();
    ids(tools, ids, probes);
    if (ids.isEmpty()) {
      out.println("what is live is as the shadow is: --discard it");
      return ExitStatus.OK;
    }
    out.printf(
        "%d articles differ and are replayed by the running topology, which must have%n",
        ids.size());
    tools.tried().recorded().forEach(line -> out.println("  " + line));
    if (!tools.execute()) {
      out.println("nothing was done: add --execute to do it");
      return ExitStatus.OK;
    }
    out.flush();
    probe(tools, probes);
    ReplayRun run = new ReplayRun(out, tools.err());
    ReplayPlan plan =
        tools.replay().plan(new Selector.Earliest(), new Limit.Repair("--shadow --promote"));
    ExitStatus status =
        run.show(
            ReplayRun.Words.ENRICH,
            listener -> tools.replay().execute(plan, ids::contains, listener));
    if (status != ExitStatus.OK) {
      return status;
    }
    Set<String> left = new HashSet<>();
    ids(tools, left, new TreeSet<>());
    if (!left.isEmpty()) {
      out.println(left.size() + " articles differ still: --report tells which");
      return ExitStatus.BAD_INPUT;
    }
    tools.tried().deleteIndex();
    out.println("promoted: what is live is as the shadow is, and its index is gone; --discard it");
    return ExitStatus.OK;
  }

  /** Those that differ, and a few of them that must not any more after a replay. */
  private static void ids(Tools tools, Set<String> ids, TreeSet<String> probes) {
    EnumSet<Kind> oneSided = EnumSet.of(Kind.MISSING, Kind.ADDED);
    var _ =
        tools
            .shadow()
            .compare(
                0,
                difference -> {
                  ids.add(difference.id());
                  if (probes.size() < PROBES && !oneSided.containsAll(difference.kinds())) {
                    probes.add(difference.id());
                  }
                },
                _ -> {});
  }

  /** Else the whole replay would be in vain, and nobody would be told why. */
  private static void probe(Tools tools, TreeSet<String> probes) throws InterruptedException {
    if (probes.isEmpty()) {
      return;
    }
    ReplayPlan plan = tools.replay().plan(new Selector.Earliest(), new Limit.Ids(probes));
    var _ = tools.replay().execute(plan, probes::contains, _ -> {});
    Set<String> left = new HashSet<>();
    ids(tools, left, new TreeSet<>());
    if (left.containsAll(probes)) {
      throw new CommandFailure(
          ExitStatus.CONFIGURATION,
          "the running topology has another configuration than the shadow: put %s into its copydesk.properties, start it anew, and promote again; nothing was changed"
              .formatted(tools.tried().settings()));
    }
  }

  private static ExitStatus discard(Tools tools) throws IOException {
    if (!tools.execute()) {
      tools.out().println("the shadow's topics, changelogs, stores and index would be deleted");
      tools.out().println("nothing was done: add --execute to do it");
      return ExitStatus.OK;
    }
    tools.shadow().discard();
    tools.tried().delete();
    tools.out().println("discarded; what is live was not touched");
    return ExitStatus.OK;
  }
}

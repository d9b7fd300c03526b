package dev.copydesk.standalone.replay;

import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Republication;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayFollower;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.LocalToken;
import dev.copydesk.standalone.command.Patience;
import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command about one replay. */
public abstract class ReplayIdCommand extends ConfiguredCommand {

  @Parameters(paramLabel = "ID", description = "The replay, or how its id begins.")
  private String id = "";

  private final InstantSource clock;

  private ReplayIdCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  protected List<Setting> flags() {
    return KafkaSettings.SETTINGS;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    Replays replays = new Replays(kafka, settings, new ReplayLog(kafka, clock), clock);
    Act act = act(replays);
    settings.check();
    List<ReplayProgress> found = replays.log().find(id);
    if (found.size() != 1) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          found.isEmpty()
              ? "no replay has the id " + id + "; copydesk replay list shows all"
              : found.size() + " replays have an id that begins with " + id);
    }
    return act.on(found.getFirst()).code();
  }

  /** What the settings say, read before they are checked. */
  record Replays(KafkaSettings kafka, Settings settings, ReplayLog log, InstantSource clock) {}

  /** What is done with the replay. */
  interface Act {
    ExitStatus on(ReplayProgress replay) throws InterruptedException;
  }

  abstract Act act(Replays replays);

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private ExitStatus order(Replays replays, ReplayProgress replay, ReplayState state) {
    switch (replay.getState()) {
      case COMPLETED, CANCELED ->
          throw new CommandFailure(
              ExitStatus.USAGE, "it has ended already: " + replay.getState().name());
      case RUNNING, PAUSED, FAILED -> replays.log().order(replay, state);
    }
    out().printf("%s: told to stop%n", replay.getId());
    return ExitStatus.OK;
  }

  @Command(name = "show", description = "Shows where a replay stands in each partition, as JSON.")
  public static final class Show extends ReplayIdCommand {

    public Show(Map<String, String> environment, InstantSource clock) {
      super(environment, clock);
    }

    @Override
    Act act(Replays replays) {
      return replay -> {
        out()
            .println(
                ReplayListCommand.json(ReplayStanding.of(replay, replays.clock().instant()))
                    .toPrettyString());
        for (ReplayPartition part : replay.getPartitions()) {
          out()
              .printf(
                  "partition %d: next %d of %d to %d%n",
                  part.getPartition(), part.getNext(), part.getFrom(), part.getTo() - 1);
        }
        return ExitStatus.OK;
      };
    }
  }

  @Command(
      name = "pause",
      description = "Stops a replay, wherever it runs; resume goes on with it later.")
  public static final class Pause extends ReplayIdCommand {

    public Pause(Map<String, String> environment, InstantSource clock) {
      super(environment, clock);
    }

    @Override
    Act act(Replays replays) {
      return replay -> super.order(replays, replay, ReplayState.PAUSED);
    }
  }

  @Command(name = "cancel", description = "Stops a replay for good; what it has fed stays.")
  public static final class Cancel extends ReplayIdCommand {

    public Cancel(Map<String, String> environment, InstantSource clock) {
      super(environment, clock);
    }

    @Override
    Act act(Replays replays) {
      return replay -> super.order(replays, replay, ReplayState.CANCELED);
    }
  }

  @Command(
      name = "resume",
      description = "Goes on with a replay that was paused, failed or killed, where it stood.")
  public static final class Resume extends ReplayIdCommand {

    public Resume(Map<String, String> environment, InstantSource clock) {
      super(environment, clock);
    }

    @Override
    protected List<Setting> flags() {
      return KnownSettings.join(
          KafkaSettings.SETTINGS,
          EnrichSettings.SETTINGS,
          IndexClient.SETTINGS,
          List.of(KnownSettings.DATA));
    }

    @Override
    Act act(Replays replays) {
      String application =
          EnrichSettings.from(replays.settings()).applicationId(replays.kafka().topics());
      URI index = IndexClient.url(replays.settings());
      Optional<String> token = LocalToken.of(replays.settings());
      return found -> {
        ReplayProgress before = stopped(replays, found);
        return switch (before.getTarget()) {
          case ENRICH -> feedOn(replays, application, index, before);
          case INDEX -> buildOn(replays, index, token);
          case TOPIC -> copyOn(replays, application, index, before);
          case SHADOW ->
              throw new CommandFailure(
                  ExitStatus.USAGE,
                  "a shadow needs its configuration: copydesk replay --shadow --execute, with the"
                      + " same settings, goes on with it");
        };
      };
    }

    private ExitStatus buildOn(Replays replays, URI index, Optional<String> token)
        throws InterruptedException {
      try (IndexClient client = new IndexClient(index, token)) {
        return new ReplayIndex().build(client, replays.kafka(), out(), spec.commandLine().getErr());
      }
    }

    private ExitStatus feedOn(Replays replays, String application, URI index, ReplayProgress before)
        throws InterruptedException {
      Replay replay = new Replay(replays.kafka(), application, replays.clock());
      Wanted wanted = ReplayRun.wanted(replay, Replay.limit(before), index);
      return run()
          .show(ReplayRun.Words.ENRICH, listener -> replay.resume(before, wanted, listener));
    }

    private ExitStatus copyOn(Replays replays, String application, URI index, ReplayProgress before)
        throws InterruptedException {
      Replay replay = new Replay(replays.kafka(), application, replays.clock());
      Wanted wanted = ReplayRun.wanted(replay, Replay.limit(before), index);
      Republication republication = new Republication(replays.kafka(), replays.clock());
      return run()
          .show(
              ReplayRun.Words.topic(String.valueOf(before.getTopic())),
              listener -> republication.resume(before, wanted, listener));
    }

    private ReplayRun run() {
      return new ReplayRun(out(), spec.commandLine().getErr());
    }

    /** Where it stands; a run that was killed a moment ago is waited for to fall silent. */
    private ReplayProgress stopped(Replays replays, ReplayProgress found)
        throws InterruptedException {
      ReplayProgress last = found;
      if (found.getState() == ReplayState.RUNNING && !replays.log().isSilent(found)) {
        spec.commandLine()
            .getErr()
            .printf(
                "It says that it runs: listening for up to %d s whether it does.%n",
                ReplayLog.SILENCE.toSeconds());
        listen(replays.kafka(), found.getId());
        last = replays.log().find(found.getId()).getFirst();
      }
      return switch (last.getState()) {
        case COMPLETED, CANCELED ->
            throw new CommandFailure(ExitStatus.USAGE, "it has ended: " + last.getState().name());
        case RUNNING, PAUSED, FAILED -> last;
      };
    }

    private static void listen(KafkaSettings kafka, String id) throws InterruptedException {
      AtomicInteger words = new AtomicInteger();
      try (ReplayFollower follower = new ReplayFollower(kafka)) {
        var _ =
            follower.follow(
                id,
                event -> {
                  // The first may be of a transaction that a killed run had under way.
                  if (event.getState() == ReplayState.RUNNING && words.incrementAndGet() > 1) {
                    throw new CommandFailure(ExitStatus.USAGE, "it runs: pause it first");
                  }
                });
      }
    }
  }
}

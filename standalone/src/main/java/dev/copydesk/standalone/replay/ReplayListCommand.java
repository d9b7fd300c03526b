package dev.copydesk.standalone.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.enrich.replay.ReplayLog;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.StandardOutput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists every replay and where it stands, the latest first.")
public final class ReplayListCommand extends ClusterCommand {

  enum Format {
    table,
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, or json: one replay a line. Default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  private final InstantSource clock;

  public ReplayListCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ReplayLog log = new ReplayLog(cluster(), clock);
    try (StandardOutput out = new StandardOutput()) {
      for (ReplayProgress replay : log.all()) {
        out.line(format == Format.json ? json(log, replay).toString() : row(log, replay));
      }
    }
    return ExitStatus.OK.code();
  }

  /** As people say it: one that was killed still says of itself that it runs. */
  static String state(ReplayLog log, ReplayProgress replay) {
    return log.isSilent(replay) ? "killed" : replay.getState().name().toLowerCase(Locale.ROOT);
  }

  private static String row(ReplayLog log, ReplayProgress replay) {
    return "%s  %-9s  %3d %%  %8d fed  %s  %s"
        .formatted(
            replay.getId(),
            state(log, replay),
            (int) (ReplayRun.share(replay) * 100),
            replay.getFed(),
            Instant.ofEpochMilli(replay.getStarted()),
            replay.getSelector());
  }

  static ObjectNode json(ReplayLog log, ReplayProgress replay) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("id", replay.getId());
    node.put("state", state(log, replay));
    node.put("selector", replay.getSelector());
    node.put("share", ReplayRun.share(replay));
    node.put("fed", replay.getFed());
    node.put("started", Instant.ofEpochMilli(replay.getStarted()).toString());
    node.put("updated", Instant.ofEpochMilli(replay.getUpdated()).toString());
    node.put("message", replay.getMessage());
    return node;
  }
}

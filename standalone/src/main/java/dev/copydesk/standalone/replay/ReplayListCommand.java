package dev.copydesk.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import java.time.InstantSource;
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
    try (StandardOutput out = new StandardOutput()) {
      for (ReplayProgress replay : new ReplayLog(cluster(), clock).all()) {
        ReplayStanding standing = ReplayStanding.of(replay, clock.instant());
        out.line(format == Format.json ? json(standing).toString() : row(standing));
      }
    }
    return ExitStatus.OK.code();
  }

  private static String row(ReplayStanding replay) {
    return "%s  %-6s  %-9s  %3d %%  %8d %-7s  %s  %s"
        .formatted(
            Printable.of(replay.id()),
            replay.target(),
            replay.state(),
            (int) (replay.share() * 100),
            replay.fed(),
            done(replay.target()),
            replay.started(),
            Printable.of(replay.selector()));
  }

  private static String done(String target) {
    return switch (target) {
      case "enrich" -> "fed";
      case "topic" -> "written";
      default -> "read";
    };
  }

  static JsonNode json(ReplayStanding replay) {
    return new ObjectMapper().valueToTree(replay);
  }
}

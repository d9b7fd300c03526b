package dev.copydesk.standalone.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.service.Setting;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.Printable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description =
        "Shows how everything is, in one look: services, rates, how far each reader of the topics"
            + " is behind, the oldest file that waits, dead letters, replays.",
    footer = {
      "",
      "Of services in several processes give all addresses: --url http://a:8080,http://b:8080",
      "Exit status 69 where one does not answer or is not ready, else 0."
    })
public final class StatusCommand extends ConfiguredCommand {

  /** How long rates are measured. */
  private static final Duration MEASURED = Duration.ofSeconds(1);

  private enum Format {
    text,
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, or json: one object. Default: ${DEFAULT-VALUE}")
  private Format format = Format.text;

  public StatusCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected List<Setting> flags() {
    return IndexClient.SETTINGS;
  }

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    try (Services services = Services.of(settings())) {
      Watch watch = new Watch(services, ZoneId.systemDefault(), Printable::of);
      Status status = watch.look(MEASURED);
      if (format == Format.json) {
        spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(status));
      } else {
        watch.lines(status).forEach(spec.commandLine().getOut()::println);
      }
      return (status.isWell() ? ExitStatus.OK : ExitStatus.UNAVAILABLE).code();
    }
  }
}

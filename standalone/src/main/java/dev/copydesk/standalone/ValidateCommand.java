package dev.copydesk.standalone;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "validate",
    description =
        "Reads the settings of all services from file, environment and --set, and says all that is"
            + " wrong with them at once. Starts nothing.",
    footer = {"", "Exit status 78 where a setting is wrong, else 0."})
final class ValidateCommand extends ConfiguredCommand {

  ValidateCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected List<Setting> flags() {
    return List.of();
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    StackSettings.from(settings);
    IndexClient.url(settings);
    settings.check();
    spec.commandLine().getOut().println("The settings are good.");
    return ExitStatus.OK.code();
  }
}

package dev.copydesk.standalone;

import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.ExitStatus;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "up",
    description =
        "Runs everything on this machine, broker and schema registry included, until it is"
            + " stopped.")
final class UpCommand extends StackCommand {

  UpCommand(Map<String, String> environment, InstantSource clock) {
    super(environment, clock);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings given = settings();
    StackSettings settings = StackSettings.from(given);
    given.check();
    spec.commandLine().getErr().println("copydesk: starting broker, schema registry and services");
    return run(
        settings,
        () -> {},
        stack -> {
          spec.commandLine().getOut().println(stack.readyLine());
          stack.awaitEnd();
          return ExitStatus.OK;
        });
  }
}

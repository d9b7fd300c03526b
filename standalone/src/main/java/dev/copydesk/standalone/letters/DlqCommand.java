package dev.copydesk.standalone.letters;

import dev.copydesk.standalone.command.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "dlq",
    description = "Looks at dead letters, tries them again and gives them up.",
    synopsisSubcommandLabel = "COMMAND")
public final class DlqCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE.code();
  }
}

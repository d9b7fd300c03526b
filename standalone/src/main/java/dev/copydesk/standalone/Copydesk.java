package dev.copydesk.standalone;

import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.letters.DlqCommand;
import dev.copydesk.standalone.letters.DlqDropCommand;
import dev.copydesk.standalone.letters.DlqExportCommand;
import dev.copydesk.standalone.letters.DlqListCommand;
import dev.copydesk.standalone.letters.DlqRetryCommand;
import dev.copydesk.standalone.letters.DlqShowCommand;
import dev.copydesk.standalone.replay.ReplayCommand;
import dev.copydesk.standalone.replay.ReplayIdCommand;
import dev.copydesk.standalone.replay.ReplayListCommand;
import dev.copydesk.standalone.status.StatusCommand;
import dev.copydesk.standalone.status.TopCommand;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "copydesk",
    description = "News files in; a clean, tagged, replayable Kafka stream and an index out.",
    footer = {
      "",
      "Exit status: 0; 64 wrong use, 65 bad input, 69 broker, registry or index down, 70 our bug,",
      "74 input or output failed, 78 wrong settings, 130 and 143 after SIGINT and SIGTERM."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Copydesk implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private Copydesk() {}

  public static void main(String[] arguments) {
    int status = commandLine(System.getenv(), InstantSource.system()).execute(arguments);
    // Where its start is recorded (StartupCaches), Java would say so there.
    System.out.close();
    System.exit(status);
  }

  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    CommandLine root =
        new CommandLine(new Copydesk())
            .addSubcommand(new UpCommand(environment, clock))
            .addSubcommand(new DemoCommand(environment, clock))
            .addSubcommand(new AnnotateCommand(environment, clock))
            .addSubcommand(new TailCommand(environment))
            .addSubcommand(
                new CommandLine(new FilesCommand(environment))
                    .addSubcommand(new FilesRetryCommand(environment)))
            .addSubcommand(new SearchCommand(environment))
            .addSubcommand(
                new CommandLine(new TopicsCommand())
                    .addSubcommand(new TopicsCreateCommand(environment))
                    .addSubcommand(new TopicsListCommand(environment)))
            .addSubcommand(new IngestCommand(environment, clock))
            .addSubcommand(new EnrichCommand(environment, clock))
            .addSubcommand(new IndexCommand(environment, clock))
            .addSubcommand(
                new CommandLine(new ReplayCommand(environment, clock, StandardAnnotator::create))
                    .addSubcommand(new ReplayListCommand(environment, clock))
                    .addSubcommand(new ReplayIdCommand.Show(environment, clock))
                    .addSubcommand(new ReplayIdCommand.Pause(environment, clock))
                    .addSubcommand(new ReplayIdCommand.Resume(environment, clock))
                    .addSubcommand(new ReplayIdCommand.Cancel(environment, clock)))
            .addSubcommand(
                new CommandLine(new DlqCommand())
                    .addSubcommand(new DlqListCommand(environment, clock))
                    .addSubcommand(new DlqShowCommand(environment, clock))
                    .addSubcommand(new DlqRetryCommand(environment, clock))
                    .addSubcommand(new DlqExportCommand(environment, clock))
                    .addSubcommand(new DlqDropCommand(environment, clock)))
            .addSubcommand(new VerifyCommand(environment, clock))
            .addSubcommand(new ValidateCommand(environment))
            .addSubcommand(new DoctorCommand(environment))
            .addSubcommand(new StatusCommand(environment))
            .addSubcommand(new TopCommand(environment, clock))
            .addSubcommand(new VersionCommand());
    declare(root);
    Failures failures = new Failures();
    return root.setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setUsageHelpAutoWidth(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  /** Without a command there is nothing to do: the help, and the status of wrong use. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE.code();
  }

  private static void declare(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true).versionProvider(new VersionCommand());
    // Some commands have fifty settings: the list below the synopsis tells them better.
    spec.usageMessage().abbreviateSynopsis(true);
    if (spec.userObject() instanceof ConfiguredCommand configured) {
      configured.declareFlags(spec);
    }
    command.getSubcommands().values().forEach(Copydesk::declare);
  }
}

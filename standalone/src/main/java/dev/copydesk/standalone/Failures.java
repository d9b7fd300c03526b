package dev.copydesk.standalone;

import dev.copydesk.embedded.NodeFailure;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.service.Settings;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong, and with which status the command ends for it. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    say(err, List.of(failure.getMessage()));
    misspeltOption(failure)
        .flatMap(option -> Settings.nearest(option, command.getCommandSpec().optionsMap().keySet()))
        .ifPresentOrElse(
            nearest -> err.println("Did you mean: " + nearest + "?"),
            () -> UnmatchedArgumentException.printSuggestions(failure, err));
    err.printf("Try '%s --help' for what there is.%n", command.getCommandSpec().qualifiedName(" "));
    return ExitStatus.USAGE.code();
  }

  /** Picocli would suggest every option that begins alike. */
  private static Optional<String> misspeltOption(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()
        ? Optional.of(unmatched.getUnmatched().getFirst().replaceFirst("=.*", ""))
        : Optional.empty();
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    ExitStatus status = statusOf(failure);
    if (status == ExitStatus.OUR_BUG) {
      say(err, List.of("this is a bug of Copydesk's; please report it with what follows"));
      failure.printStackTrace(err);
    } else if (failure instanceof SettingsException settings) {
      say(err, settings.problems());
    } else {
      say(err, List.of(message(failure)));
    }
    err.flush();
    return status.code();
  }

  private static ExitStatus statusOf(Exception failure) {
    return switch (failure) {
      case CommandFailure known -> known.status();
      case SettingsException _ -> ExitStatus.CONFIGURATION;
      case NodeFailure _, RegistryUnavailableException _, KafkaException _ ->
          ExitStatus.UNAVAILABLE;
      case IOException _, UncheckedIOException _, SinkUnavailableException _ -> ExitStatus.IO;
      default -> ExitStatus.OUR_BUG;
    };
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return switch (failure) {
      case KafkaException _ ->
          "The broker does not answer as it should (%s): is it up, and --bootstrap-server right?"
              .formatted(message);
      case IOException _ -> failure.toString();
      default -> message == null ? failure.toString() : message;
    };
  }

  private static void say(PrintWriter err, List<String> lines) {
    lines.forEach(line -> err.println("copydesk: " + line));
  }
}

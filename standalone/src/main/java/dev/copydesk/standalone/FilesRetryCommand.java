package dev.copydesk.standalone;

import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.ingest.publish.FailedFiles;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.KnownSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = {
      "Sends files of failed/ again: moves them to where they were dropped, to be read anew.",
      "Of a file that was taken in part, what was refused is tried again, and nothing published"
          + " twice."
    })
final class FilesRetryCommand extends ConfiguredCommand {

  /** Which files, exactly one of both. */
  private static final class Which {

    @Parameters(
        arity = "1..*",
        paramLabel = "PATH",
        description = "A file in failed/, or its path as its receipt has it.")
    private List<Path> paths = List.of();

    @Option(names = "--all", required = true, description = "Every file in failed/.")
    private boolean all;
  }

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  FilesRetryCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected List<Setting> flags() {
    return IngestSettings.FOLDER;
  }

  @Override
  protected Map<String, String> shortFlags() {
    return KnownSettings.SHORT_FLAGS;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    IngestSettings ingest = IngestSettings.from(settings);
    settings.check();
    try (FailedFiles failed = new FailedFiles(ingest.watched().at(real(ingest.watch())))) {
      return send(failed).code();
    }
  }

  private ExitStatus send(FailedFiles failed) throws IOException {
    ExitStatus status = ExitStatus.OK;
    for (Path path : which.all ? failed.all() : which.paths) {
      try {
        spec.commandLine().getOut().println("sent again: " + failed.sendAgain(path));
      } catch (FileAlreadyExistsException e) {
        status = ExitStatus.IO;
        complain(path, "a file of its name waits to be read: try again later: " + e.getFile());
      } catch (NoSuchFileException e) {
        status = ExitStatus.IO;
        String reason = e.getReason();
        complain(path, reason == null ? "there is no such file" : reason);
      } catch (IOException e) {
        // The others are sent all the same.
        status = ExitStatus.IO;
        complain(path, "not sent: " + e);
      }
    }
    return status;
  }

  private static Path real(Path folder) throws IOException {
    try {
      return folder.toRealPath();
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          ExitStatus.IO,
          "the watched folder %s is not there: name it with --watch".formatted(folder),
          e);
    }
  }

  private void complain(Path path, String reason) {
    spec.commandLine().getErr().println("copydesk: " + path + ": " + reason);
  }
}

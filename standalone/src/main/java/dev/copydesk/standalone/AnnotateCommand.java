package dev.copydesk.standalone;

import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.ItemReader;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.StandardOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "annotate",
    description = {
      "Prints the enriched record of every article, one JSON object a line, in the order of the"
          + " input.",
      "Needs no broker; it is the code that the enrich service runs."
    })
final class AnnotateCommand extends ConfiguredCommand {

  private static final String STANDARD_INPUT = "-";

  /** The feed that the watched folder has by default, so that ids are the same. */
  private static final String FEED = "inbox";

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders with all below them in the order of their names, or - .")
  private List<String> paths = List.of();

  @Option(
      names = "--explain",
      description = {
        "Print each block of the page instead, with what was seen of it, verdict and reason."
      })
  private boolean explain;

  private final InstantSource clock;
  private final Formats formats = new Formats(FormatLimits.DEFAULT);

  AnnotateCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  protected List<Setting> flags() {
    return EntitySettings.SETTINGS;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    EntitySettings entities = EntitySettings.from(settings);
    settings.check();
    PrintWriter err = spec.commandLine().getErr();
    for (String path : paths) {
      if (!path.equals(STANDARD_INPUT) && !Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS)) {
        throw new CommandFailure(ExitStatus.IO, path + " does not exist");
      }
    }
    AnnotationLine.Account account =
        explain
            ? AnnotationLine.Account.explanation()
            : AnnotationLine.Account.record(StandardAnnotator.create(entities), clock);
    try (AnnotationLine line = new AnnotationLine(account, new StandardOutput(), err)) {
      for (String path : paths) {
        annotate(path, line);
      }
      return line.finish().code();
    }
  }

  private void annotate(String path, AnnotationLine line) throws IOException {
    if (path.equals(STANDARD_INPUT)) {
      try (ItemReader items = formats.open(System.in, origin(STANDARD_INPUT))) {
        pass(STANDARD_INPUT, items, line);
      }
    } else if (Files.isDirectory(Path.of(path))) {
      for (Path file : filesBelow(Path.of(path))) {
        // A folder may hold what is no news at all, as the watched one may.
        if (isNewsByName(file)) {
          annotateFile(file.toString(), file, line);
        }
      }
    } else {
      // A link that was named is meant; one found in a folder is not followed.
      annotateFile(path, Path.of(path).toRealPath(), line);
    }
  }

  private void annotateFile(String path, Path file, AnnotationLine line) throws IOException {
    if (line.isUnread()) {
      return;
    }
    try (ItemReader items = formats.open(file, origin(path))) {
      pass(path, items, line);
    }
  }

  private static void pass(String path, ItemReader items, AnnotationLine line) throws IOException {
    for (Item item = items.next(); item != null && !line.isUnread(); item = items.next()) {
      line.add(path, item);
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static boolean isNewsByName(Path file) {
    return Formats.takesByName(file.getFileName().toString());
  }

  private Origin origin(String path) {
    return new Origin(FEED, path, clock.instant());
  }
}

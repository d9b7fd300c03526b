package dev.copydesk.standalone.letters;

import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.enrich.letters.LetterChoice;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which letters a command is about. */
final class LetterOptions {

  @Parameters(
      arity = "0..*",
      paramLabel = "LETTER",
      description = "Letters by where they lie: news.dead-letters-3-17, or 3-17.")
  private List<String> positions = List.of();

  @Option(names = "--code", paramLabel = "CODE", description = "Letters with this error alone.")
  private @Nullable String code;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "Letters of ingest, enrich or index alone.")
  private @Nullable String stage;

  /**
   * @param handled also those that were handled before
   * @throws CommandFailure if a position is none
   */
  LetterChoice choice(LetterBox box, boolean handled) {
    Set<Letter.Position> chosen = new HashSet<>();
    for (String words : positions) {
      try {
        chosen.add(box.position(words));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()), e);
      }
    }
    return new LetterChoice(chosen, Optional.ofNullable(code), Optional.ofNullable(stage), handled);
  }

  /** Whether it says anything: what changes letters must not mean all of them by oversight. */
  boolean isEmpty() {
    return positions.isEmpty() && code == null && stage == null;
  }
}

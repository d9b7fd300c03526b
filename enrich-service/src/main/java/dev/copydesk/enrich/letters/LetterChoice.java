package dev.copydesk.enrich.letters;

import java.util.Optional;
import java.util.Set;

/**
 * Which letters are meant.
 *
 * @param positions these alone; empty for any
 * @param code of this error alone
 * @param stage of this stage alone
 * @param handled also those that were handled before
 */
public record LetterChoice(
    Set<Letter.Position> positions,
    Optional<String> code,
    Optional<String> stage,
    boolean handled) {

  public LetterChoice {
    positions = Set.copyOf(positions);
  }

  boolean has(Letter letter) {
    return (positions.isEmpty() || positions.contains(letter.position()))
        && (code.isEmpty() || code.get().equals(letter.code()))
        && (stage.isEmpty() || stage.get().equals(letter.stage()));
  }
}

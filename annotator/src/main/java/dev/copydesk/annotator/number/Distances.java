package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads dates by their distance: "a year ago", "three weeks from tomorrow". */
final class Distances {
  private final Tokens t;
  private final Anchor anchor;
  private final Tense tense;

  Distances(Tokens tokens, Anchor anchor) {
    this.t = tokens;
    this.anchor = anchor;
    this.tense = new Tense(tokens);
  }

  /** "two Thursdays ago", "four Tuesdays from now". */
  @Nullable Found weekdays(int i, int at, BigDecimal count) {
    boolean ago = t.isAny(at + 1, "ago", "back");
    boolean ahead = t.is(at + 1, "from") && t.is(at + 2, "now");
    if (!t.is(at, Role.WEEKDAYS) || t.is(at, "weekdays") || !ago && !ahead) {
      return null;
    }
    int weekday = Integer.parseInt(Objects.requireNonNull(t.word(at).get(Role.WEEKDAYS)));
    String timex = anchor.weekdays(weekday, ago ? count.negate() : count);
    Found found = Found.of(i, ago ? at + 2 : at + 3, NumberKind.date);
    return timex == null ? found : found.timex(timex);
  }

  /**
   * "ago" looks back from publication, "from tomorrow" ahead; "later" and "earlier" start at a
   * moment that only the story knows.
   */
  Found from(Found found, @Nullable Length length) {
    int to = found.to();
    boolean ago = t.is(to, "ago");
    Integer start = start(to);
    int before = found.from() - (t.isAny(found.from() - 1, "about", "around") ? 2 : 1);
    boolean in =
        t.is(before, "in")
            && (!t.is(to, Tokens.WORD) || t.is(to, "at"))
            && tense.announced(before + 1);
    if (!ago && start == null && !in) {
      return found;
    }
    String moved =
        length == null ? null : anchor.moved(length, ago ? -1 : 1, start == null ? 0 : start);
    if (moved == null && in) {
      return found;
    }
    int end = ago ? to + 1 : start == null ? to : t.is(to + 1, "right") ? to + 3 : to + 2;
    end = t.is(to, "hence") ? to + 1 : end;
    boolean clock = moved != null && moved.indexOf('T') > 0;
    return Found.of(found.from(), end, clock ? NumberKind.time : NumberKind.date)
        .timex(moved != null ? moved : ago ? "PAST_REF" : "FUTURE_REF");
  }

  /** The day, counted from today, that "from now", "after tomorrow" start at; null for none. */
  private @Nullable Integer start(int i) {
    if (t.is(i, "hence")) {
      return 0;
    }
    if (!t.isAny(i, "from", "after")) {
      return null;
    }
    boolean now = t.is(i + 1, "now") || t.is(i + 1, "right") && t.is(i + 2, "now");
    return t.is(i, "from") && now
        ? Integer.valueOf(0)
        : t.is(i + 1, Role.DEICTIC)
            ? Integer.valueOf(Objects.requireNonNull(t.word(i + 1).get(Role.DEICTIC)))
            : null;
  }
}

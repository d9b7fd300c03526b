package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.Comparator;
import dev.copydesk.schema.v1.NumberKind;
import org.jspecify.annotations.Nullable;

/** Reads what stands around a number: the comparator's cue and the noun that is counted. */
final class Context {
  private static final int LONGEST_NOUN = 5;

  /** In tokens: "state-of-the-art" has seven. */
  private static final int LONGEST_COMPOUND = 16;

  /** Tokens [from, to). */
  record Stretch(int from, int to) {}

  record Cue(Comparator comparator, Stretch words) {}

  private final Phrases before;
  private final Phrases after;

  Context(Lexicon lexicon) {
    before = Phrases.of(Lexicon.rows("comparators.tsv"), lexicon);
    after = Phrases.of(Lexicon.rows("comparators-after.tsv"), lexicon);
  }

  @Nullable Cue cue(Tokens t, Found found) {
    Phrases.Hit hit = after.at(t, found.to());
    if (hit == null) {
      int last = found.from() - 1;
      hit = before.endingAt(t, t.isAny(last, "a", "an", "the") ? last - 1 : last);
    }
    if (hit == null) {
      return found.kind() == NumberKind.cardinal ? estimate(t, found.from() - 1) : null;
    }
    Comparator comparator = Comparator.valueOf(hit.meaning());
    boolean dated = found.kind() == NumberKind.date || found.kind() == NumberKind.time;
    boolean datedCue = comparator == Comparator.SINCE || comparator == Comparator.UNTIL;
    boolean fits =
        dated
            ? datedCue
            : !datedCue && (found.kind() != NumberKind.ordinal && found.kind() != NumberKind.set);
    return fits ? new Cue(comparator, new Stretch(hit.from(), hit.to())) : null;
  }

  /** "An estimated number of deaths reaching 2,700": the estimate is told before what it is of. */
  private static @Nullable Cue estimate(Tokens t, int link) {
    if (!t.isAny(link, "reaching", "reached", "totalling", "totaling", "is", "was", "at", "of")) {
      return null;
    }
    for (int i = link - 1; i > 0 && i >= link - LONGEST_NOUN - 2; i--) {
      if (!t.is(i, Tokens.WORD)) {
        return null;
      }
      if (t.isAny(i, "number", "total", "toll", "figure")) {
        int cue = t.isAny(i - 1, "death", "casualty") ? i - 2 : i - 1;
        return t.isAny(cue, "estimated", "approximate")
            ? new Cue(Comparator.APPROX, new Stretch(cue, cue + 1))
            : null;
      }
    }
    return null;
  }

  /** The noun after a count or an ordinal, with the words that belong to it. */
  @Nullable Stretch counted(Tokens t, Found found) {
    if (found.kind() != NumberKind.cardinal
        && found.kind() != NumberKind.ordinal
        && found.kind() != NumberKind.fraction
        && found.kind() != NumberKind.percent
        && found.kind() != NumberKind.range) {
      return null;
    }
    int from = found.to();
    if (t.dash(from) && t.glued(from)) {
      from++;
    } else if (t.isAny(from, "more", "other")) {
      from++;
    }
    if (t.is(from, "of") && !found.kind().equals(NumberKind.ordinal)) {
      from =
          t.isAny(from + 1, "the", "its", "their", "his", "her", "those", "these")
              ? from + 2
              : from + 1;
    }
    int to = from;
    int plural = -1;
    int words = 0;
    while (words < LONGEST_NOUN && partOfNoun(t, to, from)) {
      int next = to + 1;
      while (next - to < LONGEST_COMPOUND
          && ((t.is(next, ".") || t.dash(next))
                  && t.glued(next)
                  && t.glued(next + 1)
                  && t.is(next + 1, Tokens.WORD)
              || t.is(next, ".") && t.length(next - 1) == 1 && t.capitalised(next - 1))) {
        next += t.is(next, ".") && !(t.glued(next + 1) && t.is(next + 1, Tokens.WORD)) ? 1 : 2;
      }
      to = next;
      words++;
      boolean joined = // "Chinese and Vietnamese nationals"
          t.isAny(next, "and", "or")
              && t.capitalised(next - 1)
              && t.capitalised(next + 1)
              && !plural(t, next - 1);
      if (joined) {
        to = next + 1;
      }
      if (plural(t, next - 1)) {
        plural = next;
        boolean more = partOfNoun(t, next, from);
        if (!(more && (plural(t, next) || t.capitalised(next - 1)))) {
          break; // "officers sustain injuries", but "arms dealers"
        }
      }
    }
    boolean fraction = found.value() != null && found.value().indexOf('.') > 0;
    if (fraction && found.kind() == NumberKind.cardinal && plural != from + 1) {
      return null; // "a 7.3 earthquake strikes"
    }
    if (found.kind() != NumberKind.ordinal && plural > 0) {
      return new Stretch(from, plural);
    }
    boolean singular =
        found.kind() == NumberKind.ordinal || "1".equals(found.value()) || found.attributive();
    return singular && to > from ? new Stretch(from, to) : null;
  }

  private static boolean partOfNoun(Tokens t, int i, int from) {
    return t.is(i, Tokens.WORD)
        && !t.is(i, Role.FUNCTION)
        && (!t.is(i, Role.FUNCTION_VERB) || i == from && isState(t, i))
        && !t.is(i, Role.WEEKDAY)
        && !(t.is(i, Role.MONTH) && t.capitalised(i))
        && !isAdverb(t, i)
        && !(i > from && t.is(i - 1, Role.PLURAL) && !plural(t, i));
  }

  /** "two wounded soldiers", where "two wounded in" counts nobody by name. */
  private static boolean isState(Tokens t, int i) {
    return t.isAny(i, "injured", "wounded", "displaced", "missing", "detained", "dead", "killed")
        && t.is(i + 1, Tokens.WORD)
        && !t.is(i + 1, Role.FUNCTION)
        && !t.is(i + 1, Role.FUNCTION_VERB)
        && (plural(t, i + 1) || plural(t, i + 2) && !t.is(i + 2, Role.FUNCTION));
  }

  private static boolean isAdverb(Tokens t, int i) {
    return t.length(i) > 6
        && t.ends(i, "ly")
        && (t.ends(i, "ally") || t.ends(i, "tely") || t.ends(i, "sly") || t.ends(i, "ntly"));
  }

  private static boolean plural(Tokens t, int i) {
    if (t.is(i, Role.PLURAL)) {
      return true;
    }
    int length = t.length(i);
    return length > 4 && t.ends(i, "men")
        || length > 2 && t.ends(i, "s") && !t.ends(i, "ss") && !t.ends(i, "us");
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads dates: full and partial, relative ones, seasons, decades and parts of each. */
final class Dates {
  private static final int TENSE_WINDOW = 24;

  private final Tokens t;
  private final Anchor anchor;

  Dates(Tokens tokens, Anchor anchor) {
    this.t = tokens;
    this.anchor = anchor;
  }

  @Nullable Found at(int i) {
    Found part = part(i);
    return part != null ? part : whole(i);
  }

  /** A date that is not a part of another: parts nest no deeper, which keeps the scan linear. */
  private @Nullable Found whole(int i) {
    Found[] found = {
      weekday(i), monthDay(i), dayMonth(i), numeric(i), shifted(i), deictic(i), era(i), year(i)
    };
    Found best = null;
    for (Found f : found) {
      if (f != null && (best == null || f.to() > best.to())) {
        best = f;
      }
    }
    return best;
  }

  /** "early 2009", "the end of May", "mid-June". */
  private @Nullable Found part(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (t.is(at, Role.EDGE) && t.is(at + 1, "of")) {
      Found whole = whole(t.isAny(at + 2, "the") ? at + 3 : at + 2);
      return whole == null || whole.kind() != NumberKind.date
          ? null
          : whole.span(i, whole.to()).mod(t.word(at).get(Role.EDGE));
    }
    if (at == i && t.is(at, Role.PHASE)) {
      int next = t.dash(at + 1) ? at + 2 : at + 1;
      Found whole = t.is(next, Role.PHASE) || t.is(next, "the") ? null : whole(next);
      return whole == null || whole.kind() != NumberKind.date || t.is(next, Role.PRESENT)
          ? null
          : whole.span(i, whole.to()).mod(t.word(at).get(Role.PHASE));
    }
    return null;
  }

  private @Nullable Found weekday(int i) {
    Integer shift = t.is(i, Role.SHIFT) ? (Integer) number(i, Role.SHIFT) : null;
    int at = shift == null ? i : i + 1;
    if (!t.is(at, Role.WEEKDAY)
        || !t.capitalised(at)
        || (t.length(at) < 4 && !t.isAny(at + 1, ",", "."))) {
      return null;
    }
    int rest = t.is(at + 1, ".") && t.length(at) < 5 ? at + 2 : at + 1;
    int next = t.isAny(rest, ",") ? rest + 1 : rest;
    Found full = monthDay(next);
    full = full == null ? dayMonth(next) : full;
    if (full != null) {
      return full.span(i, full.to());
    }
    String day = anchor.weekday(number(at, Role.WEEKDAY), shift, ahead(i));
    if (t.is(at + 1, Role.DAYPART)) {
      return Found.of(i, at + 2, NumberKind.time)
          .timex(day + "T" + t.word(at + 1).get(Role.DAYPART));
    }
    return date(i, at + 1, day);
  }

  /** "May 3", "May 3, 2013", "May 2013", "last May", "May". */
  private @Nullable Found monthDay(int i) {
    Integer shift = t.is(i, Role.SHIFT) ? (Integer) number(i, Role.SHIFT) : null;
    int at = shift == null ? i : i + 1;
    if (!t.is(at, Role.MONTH) || !t.capitalised(at)) {
      return null;
    }
    boolean ambiguous = t.isAny(at, "may", "march", "mar", "jan", "jun", "dec", "sep", "sept");
    int month = number(at, Role.MONTH);
    int to = t.is(at + 1, ".") && t.length(at) < 5 && !t.is(at, "may") ? at + 2 : at + 1;
    int day = day(to);
    if (day > 0) {
      int afterDay = t.glued(to + 1) && t.is(to + 1, Role.ORDINAL_SUFFIX) ? to + 2 : to + 1;
      int yearAt = t.is(afterDay, ",") ? afterDay + 1 : afterDay;
      return isYear(yearAt) && !t.dash(yearAt + 1)
          ? date(
              i, yearAt + 1, String.format(Locale.ROOT, "%s-%02d-%02d", t.text(yearAt), month, day))
          : date(i, afterDay, anchor.month(month, day, shift, ahead(i)));
    }
    int yearAt = t.isAny(to, ",", "of") ? to + 1 : to;
    if (isYear(yearAt)) {
      return date(i, yearAt + 1, String.format(Locale.ROOT, "%s-%02d", t.text(yearAt), month));
    }
    boolean cued =
        shift != null
            || t.is(i - 1, Role.YEAR_CUE)
            || t.is(i - 1, Role.PHASE)
            || t.is(i - 2, Role.PHASE);
    if (ambiguous && (!cued || t.capitalised(at + 1))) {
      return null;
    }
    return date(
        i,
        t.is(at + 1, ".") && to > at + 1 && !t.endsSentence(at + 1) ? to : at + 1,
        anchor.month(month, 0, shift, ahead(i)));
  }

  /** "7 May, 2013", "7th of May", "the 7th of May 2013". */
  private @Nullable Found dayMonth(int i) {
    int day = day(i);
    int at = day > 0 && t.glued(i + 1) && t.is(i + 1, Role.ORDINAL_SUFFIX) ? i + 2 : i + 1;
    at = t.is(at, "of") ? at + 1 : t.dash(at) ? at + 1 : at;
    if (day <= 0 || !t.is(at, Role.MONTH) || !t.capitalised(at)) {
      return null;
    }
    int month = number(at, Role.MONTH);
    int next = t.isAny(at + 1, ",", ".") || t.dash(at + 1) ? at + 2 : at + 1;
    return isYear(next)
        ? date(i, next + 1, String.format(Locale.ROOT, "%s-%02d-%02d", t.text(next), month, day))
        : date(i, at + 1, anchor.month(month, day, null, ahead(i)));
  }

  /** "2012-11-20", "11/20/2012" (month first unless it cannot be). */
  private @Nullable Found numeric(int i) {
    boolean joined =
        t.is(i, Tokens.NUMBER)
            && t.is(i + 2, Tokens.NUMBER)
            && t.is(i + 4, Tokens.NUMBER)
            && t.glued(i + 1)
            && t.glued(i + 2)
            && t.glued(i + 3)
            && t.glued(i + 4)
            && t.plainDigits(i)
            && t.plainDigits(i + 2)
            && t.plainDigits(i + 4);
    if (!joined) {
      return null;
    }
    boolean slashes = t.is(i + 1, "/") && t.is(i + 3, "/");
    boolean dashes = t.is(i + 1, "-") && t.is(i + 3, "-");
    if ((slashes || dashes) && isYear(i) && t.length(i + 2) < 3 && t.length(i + 4) < 3) {
      return calendar(i, t.text(i), intAt(i + 2), intAt(i + 4));
    }
    if (!(slashes || dashes) || !isYear(i + 4) || t.length(i) > 2 || t.length(i + 2) > 2) {
      return null;
    }
    return intAt(i) > 12
        ? calendar(i, t.text(i + 4), intAt(i + 2), intAt(i))
        : calendar(i, t.text(i + 4), intAt(i), intAt(i + 2));
  }

  /** "last year", "next week", "this summer", "this morning". */
  private @Nullable Found shifted(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    boolean past = t.is(at, "past");
    if (!t.is(at, Role.SHIFT) && !past) {
      return null;
    }
    int shift = past ? -1 : number(at, Role.SHIFT);
    int unit = at + 1;
    if (t.is(unit, Role.DAYPART) && (shift == 0 || t.is(unit, "night"))) {
      return Found.of(at, unit + 1, NumberKind.time)
          .timex(anchor.days(shift) + "T" + t.word(unit).get(Role.DAYPART));
    }
    if (t.is(unit, Role.SEASON)) {
      return date(i, unit + 1, anchor.season(text(unit, Role.SEASON), shift));
    }
    if (!t.is(unit, Role.PERIOD)
        || t.isAny(unit, "hour", "minute", "second", "sec", "min")
        || t.text(unit).endsWith("s")) {
      return null;
    }
    return date(i, unit + 1, anchor.period(text(unit, Role.PERIOD), shift));
  }

  private @Nullable Found deictic(int i) {
    if (t.is(i, Role.DEICTIC)) {
      String day = anchor.days(number(i, Role.DEICTIC));
      return t.is(i + 1, Role.DAYPART)
          ? Found.of(i, i + 2, NumberKind.time).timex(day + "T" + t.word(i + 1).get(Role.DAYPART))
          : date(i, i + 1, day);
    }
    if (t.is(i, "tonight")) {
      return Found.of(i, i + 1, NumberKind.time).timex(anchor.days(0) + "TNI");
    }
    return t.is(i, Role.PRESENT) ? date(i, i + 1, "PRESENT_REF") : null;
  }

  /** "summer 2012", "the 1990s", "the 19th century", "third quarter of 2010". */
  private @Nullable Found era(int i) {
    if (t.is(i, Role.SEASON)) {
      int yearAt = t.is(i + 1, "of") ? i + 2 : i + 1;
      if (isYear(yearAt)) {
        return date(i, yearAt + 1, t.text(yearAt) + "-" + t.word(i).get(Role.SEASON));
      }
    }
    int at = t.is(i, "the") ? i + 1 : i;
    if (isYear(at) && t.glued(at + 1) && t.is(at + 1, "s") && t.text(at).endsWith("0")) {
      return date(i, at + 2, t.text(at).substring(0, 3) + "X");
    }
    if (!t.is(at, Role.ORDINAL)
        && !(t.is(at, Tokens.NUMBER)
            && t.plainDigits(at)
            && t.length(at) < 3
            && t.is(at + 1, Role.ORDINAL_SUFFIX))) {
      return null;
    }
    int value = t.is(at, Tokens.NUMBER) ? intAt(at) : number(at, Role.ORDINAL);
    int unit = t.is(at, Tokens.NUMBER) ? at + 2 : at + 1;
    if (t.is(unit, "century") && value <= 21) {
      return date(i, unit + 1, String.format(Locale.ROOT, "%02dXX", value - 1));
    }
    if (t.isAny(unit, "quarter", "half") && value <= 4) {
      int yearAt = t.is(unit + 1, "of") ? unit + 2 : unit + 1;
      String part = (t.is(unit, "half") ? "-H" : "-Q") + value;
      return isYear(yearAt)
          ? date(i, yearAt + 1, t.text(yearAt) + part)
          : t.is(unit, "half")
              ? null
              : date(i, unit + 1, anchor.known() ? anchor.period("year", 0) + part : "XXXX" + part);
    }
    return null;
  }

  /** Four digits are a year after a word that takes one, or where nothing is counted. */
  private @Nullable Found year(int i) {
    if (!isYear(i)
        || t.glued(i) && (t.is(i - 1, Tokens.WORD) || t.isAny(i - 1, "/", "$", "£", "€"))
        || t.glued(i + 1) && (t.is(i + 1, Tokens.WORD) || t.isAny(i + 1, "/", "%"))) {
      return null;
    }
    boolean unit = t.is(i + 1, Role.SCALE) || t.is(i + 1, Role.PERCENT);
    boolean noun =
        t.is(i + 1, Tokens.WORD)
            && !t.capitalised(i + 1)
            && !t.is(i + 1, Role.FUNCTION)
            && (t.text(i + 1).endsWith("s") || t.is(i + 1, Role.PLURAL));
    boolean cued =
        t.is(i - 1, Role.YEAR_CUE)
            && !t.isAny(i - 1, "of", "to", "for", "around", "about", "by", "from");
    return unit || (noun && !cued) ? null : date(i, i + 1, t.text(i));
  }

  /** Whether the words before the mention, within its sentence, look ahead. */
  private boolean ahead(int i) {
    for (int k = i - 1; k >= 0 && k > i - TENSE_WINDOW && !t.endsSentence(k); k--) {
      if (t.is(k, Role.FUTURE)) {
        return true;
      }
      if (t.is(k, Role.PAST)) {
        return false;
      }
    }
    return false;
  }

  private boolean isYear(int i) {
    return t.is(i, Tokens.NUMBER)
        && t.plainDigits(i)
        && t.length(i) == 4
        && intAt(i) >= 1400
        && intAt(i) < 2100;
  }

  private int day(int i) {
    boolean day =
        t.is(i, Tokens.NUMBER)
            && t.plainDigits(i)
            && t.length(i) < 3
            && !(t.glued(i) && t.is(i - 1, Tokens.WORD));
    return day && intAt(i) <= 31 ? intAt(i) : 0;
  }

  private @Nullable Found calendar(int i, String year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31
        ? date(i, i + 5, String.format(Locale.ROOT, "%s-%02d-%02d", year, month, day))
        : null;
  }

  private static Found date(int from, int to, String timex) {
    return Found.of(from, to, NumberKind.date).timex(timex);
  }

  private int intAt(int i) {
    return Integer.parseInt(t.text(i));
  }

  private int number(int i, Role role) {
    return Integer.parseInt(text(i, role));
  }

  private String text(int i, Role role) {
    return Objects.requireNonNull(t.word(i).get(role));
  }
}

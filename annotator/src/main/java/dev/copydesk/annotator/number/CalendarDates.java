package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.DateFields.Field;
import dev.copydesk.schema.v1.NumberKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads dates by the calendar: days, months, quarters, years, decades, centuries. */
final class CalendarDates {
  static final int LONGEST_MONTH = 31;

  /** Four digits between the two, with no comma, are a year even where a plural follows. */
  private static final int FIRST_NAMED = 1900;

  private static final int LAST_NAMED = 2050;

  private final Tokens t;
  private final DateFields fields;
  private final Eras eras;
  private final Anchor anchor;
  private final Tense tense;

  CalendarDates(Tokens tokens, DateFields fields, Anchor anchor, Tense tense) {
    this.t = tokens;
    this.fields = fields;
    this.eras = new Eras(tokens, fields);
    this.anchor = anchor;
    this.tense = tense;
  }

  /** "May 3", "May 3, 2013", "May 2013", "last May", "May of next year" without what follows. */
  @Nullable Found monthDay(int i) {
    Integer shift = t.is(i, Role.SHIFT) ? (Integer) fields.number(i, Role.SHIFT) : null;
    int at = shift == null ? i : i + 1;
    if (!t.is(at, Role.MONTH)) {
      return null;
    }
    int month = fields.number(at, Role.MONTH);
    int to = t.is(at + 1, ".") && t.length(at) < 5 && !t.is(at, "may") ? at + 2 : at + 1;
    boolean joined = (t.dash(to) || t.is(to, "/")) && t.glued(to) && t.glued(to + 1);
    Field day = t.is(to, Tokens.BREAK) ? null : fields.day(joined ? to + 1 : to);
    Field named = fields.yearAfter(to);
    boolean name = t.capitalised(at);
    if (day != null
        && DateFields.exists(0, month, day.value())
        && (name
            || t.is(day.to() - 1, Tokens.NUMBER)
            || t.is(day.to() - 1, Role.ORDINAL_SUFFIX)
            || t.is(i - 1, Role.WEEKDAY)
            || t.is(i - 1, ",") && t.is(i - 2, Role.WEEKDAY)
            || t.is(day.to() - 1, Role.ORDINAL) && (t.length(at) > 5 || day.value() > 2))
        && (named == null || named.to() < day.to())) {
      Field year = fields.yearAfterDay(day.to());
      return year != null && DateFields.exists(year.value(), month, day.value())
          ? date(i, year.to(), year.value(), month, day.value())
          : date(i, day.to(), anchor.month(month, day.value(), shift, tense.ahead(i)));
    }
    if (named != null && (name || t.length(at) > 3)) {
      return date(i, named.to(), String.format(Locale.ROOT, "%04d-%02d", named.value(), month));
    }
    boolean cued =
        shift != null
            || t.is(i - 1, Role.YEAR_CUE)
            || t.is(i - 1, Role.PHASE)
            || t.is(i - 2, Role.PHASE)
            || t.dash(to) && t.is(to + 1, Role.MONTH) && name;
    if (!name && t.length(at) < 4 || t.is(at, Role.HOMONYM) && (!cued || t.capitalised(at + 1))) {
      return null;
    }
    return date(
        i,
        to > at + 1 && !t.endsSentence(at + 1) ? to : at + 1,
        anchor.month(month, 0, shift, tense.ahead(i)));
  }

  /** "7 May, 2013", "7th of May", "the seventh of May 2013", "20th of next month". */
  @Nullable Found dayMonth(int i) {
    Field day = fields.day(i);
    if (day == null) {
      return null;
    }
    boolean point =
        t.is(day.to(), ".")
            && t.glued(day.to())
            && t.is(day.to() - 1, Tokens.NUMBER)
            && t.is(day.to() + 1, Role.MONTH)
            && fields.yearAfter(day.to() + 3) != null;
    boolean linked = point || t.is(day.to(), "of") || t.dash(day.to()) || t.is(day.to(), "/");
    int at =
        linked
            ? day.to() + 1
            : t.is(day.to(), "day") && t.is(day.to() + 1, "of") ? day.to() + 2 : day.to();
    if (!t.is(at, Role.MONTH)) {
      return null;
    }
    int month = fields.number(at, Role.MONTH);
    if (!DateFields.exists(0, month, day.value())
        || !t.capitalised(at)
            && !linked
            && (t.length(at) < 4 || t.is(at, Role.HOMONYM))
            && fields.year(at + 1) == null) {
      return null;
    }
    boolean shortened = t.is(at + 1, ".") && t.length(at) < 5;
    boolean abbreviated =
        shortened && (!t.endsSentence(at + 1) || fields.yearAfter(at + 2) != null);
    int to = abbreviated ? at + 2 : at + 1;
    Field year = fields.yearAfterDay(to);
    if (year == null && t.dash(to) && t.glued(to) && fields.digits(to + 1, 2, 2)) {
      year = new Field(to + 2, DateFields.full(fields.integer(to + 1)));
    }
    if (year == null && t.is(to, "of") && fields.digits(to + 1, 2, 2) && ends(to + 2)) {
      year = new Field(to + 2, DateFields.full(fields.integer(to + 1))); // "15 April of 87"
    }
    return year != null && DateFields.exists(year.value(), month, day.value())
        ? date(i, year.to(), year.value(), month, day.value())
        : date(i, to, anchor.month(month, day.value(), null, tense.ahead(i)));
  }

  private boolean ends(int i) {
    return !t.is(i, Tokens.WORD) && !t.dash(i) && !t.isAny(i, "%", "/", ":");
  }

  /** "summer 2012", "the 1990s", "the '40s", "the 19th century". */
  @Nullable Found era(int i) {
    if (t.is(i, Role.SEASON)) {
      Field year = fields.yearAfter(i + 1);
      if (year != null) {
        return date(i, year.to(), year.value() + "-" + t.word(i).get(Role.SEASON));
      }
    }
    int at = t.is(i, "the") ? i + 1 : i;
    Field decade = fields.year(at);
    int plural =
        decade == null ? 0 : t.isAny(decade.to(), "'", "’") ? decade.to() + 1 : decade.to();
    if (decade != null
        && decade.value() % 10 == 0
        && t.glued(decade.to())
        && t.glued(plural)
        && t.is(plural, "s")) {
      return date(i, plural + 1, String.format(Locale.ROOT, "%03dX", decade.value() / 10));
    }
    if (t.is(at, "nineteen") && t.is(at + 1, Role.DECADE)) {
      return date(i, at + 2, t.word(at + 1).get(Role.DECADE));
    }
    boolean bare = fields.digits(at, 2, 2) && t.glued(at + 1) && t.is(at + 1, "s");
    int tick =
        t.isAny(at, "'", "’") && t.glued(at + 1) && fields.digits(at + 1, 2, 2) ? at + 1 : at;
    boolean ticked = tick > at && t.glued(tick + 1) && t.is(tick + 1, "s");
    if ((bare && (at > i || t.isAny(i - 1, "and", "to", "or", "early", "late", "mid", "-"))
            || ticked)
        && t.text(tick).endsWith("0")) {
      return date(i, tick + 2, "19" + t.text(tick).charAt(0) + "X");
    }
    if (at > i && t.is(at, Role.DECADE)) {
      return date(i, at + 1, t.word(at).get(Role.DECADE));
    }
    int thousands = t.dash(at + 1) ? at + 2 : at + 1;
    if (at > i && t.is(at, "two") && t.is(thousands, "thousands") && !t.is(thousands + 1, "of")) {
      return date(i, thousands + 1, "200X");
    }
    Field count = ordinal(at);
    return count != null && t.is(count.to(), "century") && count.value() <= 21
        ? eras.century(
            date(i, count.to() + 1, String.format(Locale.ROOT, "%02dXX", count.value() - 1)), count)
        : null;
  }

  /** "third quarter of 2010", "Q3", "2016 H2", "first half of last year" without what follows. */
  @Nullable Found fraction(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    Field leading = t.is(i, Tokens.NUMBER) ? fields.year(i) : null;
    int letter = leading == null ? at : t.dash(leading.to()) ? leading.to() + 1 : leading.to();
    String part = null;
    int to = 0;
    if (t.isAny(letter, "q", "h")
        && (t.capitalised(letter) || t.is(letter, "q"))
        && t.glued(letter + 1)
        && fields.digits(letter + 1, 1, 1)) {
      part = "-" + t.text(letter).toUpperCase(Locale.ROOT) + t.text(letter + 1);
      to = letter + 2;
    } else if (leading == null) {
      Field count = ordinal(at);
      if (count != null && t.dash(count.to()) && t.is(count.to() + 1, "quarter")) {
        count = new Field(count.to() + 1, count.value());
      }
      if (count != null && t.isAny(count.to(), "quarter", "qtr", "half")) {
        part = (t.is(count.to(), "half") ? "-H" : "-Q") + count.value();
        to = count.to() + 1;
      }
    }
    if (part == null
        || part.charAt(2) < '1'
        || part.charAt(2) > (part.charAt(1) == 'H' ? '2' : '4')) {
      return null;
    }
    if (leading != null) {
      return date(i, to, leading.value() + part);
    }
    Field year = fields.yearAfter(t.is(to, "in") ? to + 1 : to);
    if (year != null) {
      return date(i, year.to(), year.value() + part);
    }
    int shifted = t.is(to, "of") ? to + 1 : to;
    if (t.is(shifted, Role.SHIFT) && t.is(shifted + 1, "year")) {
      return date(i, shifted + 2, anchor.period("year", fields.number(shifted, Role.SHIFT)) + part);
    }
    return part.charAt(1) == 'H' ? null : date(i, to, anchor.period("year", 0) + part);
  }

  /** Four digits are a year after a word that takes one, or where nothing is counted. */
  @Nullable Found year(int i) {
    int at = t.isAny(i, "fiscal", "fy") ? (t.is(i + 1, "year") ? i + 2 : i + 1) : i;
    boolean reporting = t.is(i, Role.REPORTING) && t.is(i + 1, "year");
    at = reporting ? i + 2 : at == i && t.is(i, "year") ? i + 1 : at;
    Field year = fields.year(at);
    if (year == null || year.to() > at + 1 && at == i && !t.is(i - 1, "in")) {
      return null;
    }
    if (at > i) {
      String of = reporting ? fields.text(i, Role.REPORTING) : t.is(i, "year") ? "" : "FY";
      return date(i, year.to(), of + year.value());
    }
    if (t.glued(i) && (t.is(i - 1, Tokens.WORD) || t.isAny(i - 1, "/", "$", "£", "€", "."))
        || t.glued(i + 1) && (t.is(i + 1, Tokens.WORD) || t.isAny(i + 1, "/", "%"))) {
      return null;
    }
    boolean unit = t.is(year.to(), Role.SCALE) || t.is(year.to(), Role.PERCENT);
    boolean noun =
        t.is(year.to(), Tokens.WORD)
            && !t.capitalised(year.to())
            && !t.is(year.to(), Role.FUNCTION)
            && (t.text(year.to()).endsWith("s") || t.is(year.to(), Role.PLURAL));
    boolean cued =
        t.is(i - 1, Role.YEAR_CUE)
            && !t.isAny(i - 1, "of", "to", "for", "around", "about", "by", "from");
    boolean named = // "the 2017 floods", where "the 2000 people" may be so many
        t.is(i - 1, "the")
            && year.value() > FIRST_NAMED
            && year.value() < LAST_NAMED
            && year.value() % 100 != 0;
    return unit || (noun && !cued && !named)
        ? null
        : date(i, year.to(), String.valueOf(year.value()));
  }

  /** "first", "3rd". */
  @Nullable Field ordinal(int i) {
    if (t.is(i, Role.TENS) && t.dash(i + 1) && t.is(i + 2, Role.ORDINAL)) {
      return new Field(i + 3, fields.number(i, Role.TENS) + fields.number(i + 2, Role.ORDINAL));
    }
    if (t.is(i, Role.ORDINAL)) {
      return new Field(i + 1, fields.number(i, Role.ORDINAL));
    }
    return fields.digits(i, 1, 2) && t.glued(i + 1) && t.is(i + 1, Role.ORDINAL_SUFFIX)
        ? new Field(i + 2, fields.integer(i))
        : null;
  }

  static Found date(int from, int to, int year, int month, int day) {
    return date(from, to, String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day));
  }

  static Found date(int from, int to, @Nullable String timex) {
    Found found = Found.of(from, to, NumberKind.date);
    return timex == null ? found : found.timex(timex);
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Length.Part;
import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads durations, ages and dates by distance: "a year ago", "three weeks from tomorrow". */
final class Durations {
  private static final BigDecimal OLDEST = new BigDecimal(130);
  private static final BigDecimal SIXTY = new BigDecimal(60);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal QUARTER = new BigDecimal("0.25");

  /** "5 years, 1 month and 12 days" has three. */
  private static final int MOST_PARTS = 4;

  private final Tokens t;
  private final Anchor anchor;
  private final Tense tense;

  Durations(Tokens tokens, Anchor anchor) {
    this.t = tokens;
    this.anchor = anchor;
    this.tense = new Tense(tokens);
  }

  /**
   * How much of a unit comes, up to token {@code to}.
   *
   * @param amount null where nobody says how much
   */
  private record Amount(
      int to, @Nullable BigDecimal amount, @Nullable BigDecimal high, boolean vague) {}

  @Nullable Found at(int i) {
    if (t.is(i, Role.AGED)) {
      return aged(i);
    }
    Found span = span(i);
    return span != null ? span : length(i);
  }

  /** "the past few years", "next six months", "the past year". */
  private @Nullable Found span(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (!t.is(at, Role.SPAN)) {
      return null;
    }
    Found length = t.isAny(at + 1, "a", "an", "half") ? null : length(at + 1);
    if (length != null && length.kind() == NumberKind.duration) {
      return length.span(i, length.to());
    }
    if (at == i && !t.is(i, "recent") || !t.is(at + 1, Role.PERIOD)) {
      return null;
    }
    boolean plural = t.ends(at + 1, "s");
    if (t.is(at, "recent")) {
      return plural ? Found.of(at, at + 2, NumberKind.date).timex("PAST_REF") : null;
    }
    return plural || t.is(at, "past")
        ? duration(i, at + 2, Length.of(plural ? null : BigDecimal.ONE, unit(at + 1)))
        : null;
  }

  /** A number or "a", "several", a unit of time, and what makes it an age or a date. */
  private @Nullable Found length(int i) {
    if (isPlural(i)) {
      boolean told =
          t.is(i - 1, Role.SPAN_CUE) || t.is(i + 1, Role.DISTANCE) || t.isAny(i + 1, "of", "in");
      return told ? after(duration(i, i + 1, Length.of(null, unit(i))), null) : null;
    }
    Amount amount = amount(i);
    if (amount == null) {
      return null;
    }
    int at = amount.to();
    Found weekdays = amount.amount() == null ? null : weekdays(i, at, amount.amount());
    if (weekdays != null) {
      return weekdays;
    }
    boolean hyphen = t.dash(at) && t.glued(at) && t.glued(at + 1);
    at += hyphen ? 1 : 0;
    boolean span = t.is(at, Role.SPAN) && amount.amount() != null && isPlural(at + 1);
    at += t.is(at, Role.QUALIFIER) || span ? 1 : 0;
    boolean h = t.isAny(at, "h") && t.glued(at) && t.is(at - 1, Tokens.NUMBER);
    if (!h && !t.is(at, Role.PERIOD)
        || t.isAny(at, "quarter", "second") && t.isAny(i, "a", "an", "half")
        || t.glued(at) && t.is(at, "min")
        || isQuarters(i, at)) {
      return null;
    }
    String unit = h ? "hour" : unit(at);
    int to = at + 1;
    Found age = age(i, to, amount, unit);
    if (age != null) {
      return age;
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(amount.amount(), unit));
    to = amount.amount() == null || amount.high() != null ? to : rest(parts, to);
    Length length = new Length(parts);
    Found found = duration(i, to, length);
    if (amount.high() != null) {
      found = found.values(found.value(), Found.plain(amount.high()), unit);
    }
    return after(
        found.flags(amount.vague() || amount.amount() == null, hyphen),
        amount.high() == null && amount.amount() != null ? length : null);
  }

  /** "two Thursdays ago", "four Tuesdays from now". */
  private @Nullable Found weekdays(int i, int at, BigDecimal count) {
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

  private @Nullable Amount amount(int i) {
    if (t.isAny(i, "half", "quarter") || t.isAny(i, "three", "two", "one", "a") || isSlashed(i)) {
      Amount part = part(i);
      if (part != null) {
        return part;
      }
    }
    if (t.isAny(i, "a", "an")) {
      if (t.is(i + 1, "few")) {
        return new Amount(i + 2, null, null, true);
      }
      if (t.is(i + 1, Role.PERIOD)) {
        boolean told =
            t.startsSentence(i)
                || t.is(i - 1, Role.SPAN_CUE)
                || t.is(i + 2, Role.DISTANCE)
                || t.isAny(i + 2, "and", "of", "long", "old")
                || t.dash(i + 2);
        return told ? new Amount(i + 1, BigDecimal.ONE, null, false) : null;
      }
    }
    if (t.is(i, Role.FEW)) {
      return new Amount(i + 1, null, null, true);
    }
    if (t.is(i, Role.WHOLE)) {
      int at = t.dash(i + 1) ? i + 2 : i + 1;
      boolean whole = t.is(at, Role.PERIOD) && !t.ends(at, "s") && !t.isAny(at, "second", "night");
      return whole ? new Amount(i + 1, BigDecimal.ONE, null, false) : null;
    }
    int couple = t.is(i, "a") ? i + 1 : i;
    if (t.is(couple, "couple") && (t.is(couple + 1, "of") || t.is(couple + 1, Role.PERIOD))) {
      return new Amount(
          t.is(couple + 1, "of") ? couple + 2 : couple + 1, BigDecimal.TWO, null, true);
    }
    Numeral numeral = Numerals.at(t, i);
    if (numeral == null || numeral.value().signum() < 0) {
      return null;
    }
    BigDecimal value = numeral.vague() ? null : numeral.value();
    int at = numeral.to();
    boolean of = t.is(at, "of");
    if (of && (numeral.vague() || value != null && value.scale() > 0)) {
      return new Amount(t.isAny(at + 1, "an", "a") ? at + 2 : at + 1, value, null, false);
    }
    int second =
        t.dash(at) && t.isAny(at + 1, "to", "or")
            ? at + 2
            : (t.dash(at) && t.is(at + 1, Tokens.NUMBER)) || t.isAny(at, "to", "or") ? at + 1 : 0;
    Numeral last = second > 0 ? Numerals.at(t, second) : null;
    int end = last == null ? 0 : t.dash(last.to()) ? last.to() + 1 : last.to();
    return last != null && !last.vague() && t.is(end, Role.PERIOD)
        ? new Amount(end, value, last.value(), false)
        : new Amount(at, value, null, numeral.vague());
  }

  /** "half an hour", "half-day", "three-quarters of an hour", "1/2 day". */
  private @Nullable Amount part(int i) {
    Found fraction = t.is(i, "half") ? null : Fractions.at(t, i);
    BigDecimal value = fraction == null ? null : new BigDecimal(fraction.value());
    int at = fraction == null ? i + 1 : fraction.to();
    if (value == null) {
      at += t.is(i, "a") ? 1 : 0;
      value = t.is(at - 1, "half") ? HALF : t.is(at - 1, "quarter") ? QUARTER : null;
    }
    if (value == null || t.is(i, "quarter") && !t.is(at, "of") && !t.is(at, "hour")) {
      return null;
    }
    at += t.is(at, "of") ? 1 : 0;
    at += t.isAny(at, "a", "an") ? 1 : 0;
    int unit = t.dash(at) ? at + 1 : at;
    boolean fits = t.is(unit, Role.PERIOD) || t.is(unit, "h") && t.glued(unit);
    return fits && !t.isAny(unit, "quarter", "quarters")
        ? new Amount(at, value, null, false)
        : null;
  }

  private boolean isSlashed(int i) {
    return t.is(i, Tokens.NUMBER) && t.is(i + 1, "/");
  }

  private boolean isPlural(int i) {
    return t.is(i, Role.PERIOD) && t.length(i) > 3 && t.ends(i, "s");
  }

  /** The lesser units after the first: "and 30 minutes", ", 12 days", "and a half". */
  private int rest(List<Part> parts, int from) {
    int to = from;
    while (parts.size() < MOST_PARTS) {
      Part last = parts.getLast();
      int at = t.is(to, ",") ? to + 1 : to;
      at += t.is(at, "and") ? 1 : 0;
      boolean half = at > to && !t.is(to, ",");
      int word = t.is(at, "a") ? at + 1 : at;
      if (half && last.amount() != null && t.isAny(word, "half", "quarter") && isShare(word)) {
        BigDecimal more = t.is(word, "half") ? HALF : QUARTER;
        parts.set(parts.size() - 1, new Part(last.amount().add(more), last.unit()));
        return word + 1;
      }
      Numeral next = Numerals.at(t, at);
      int unit = next == null ? 0 : next.to();
      boolean minutes = // "one hour and thirty"
          next != null
              && last.unit().equals("hour")
              && next.value().signum() > 0
              && next.value().compareTo(SIXTY) < 0
              && (at == to || half)
              && ends(unit)
              && !t.is(unit, Tokens.WORD)
              && !t.is(unit, Tokens.SYMBOL);
      if (next != null && minutes) {
        parts.add(new Part(next.value(), "minute"));
        return unit;
      }
      if (next == null
          || next.vague()
          || next.value().signum() < 0
          || !t.is(unit, Role.PERIOD)
          || !Length.follows(last.unit(), unit(unit))) {
        return to;
      }
      parts.add(new Part(next.value(), unit(unit)));
      to = unit + 1;
    }
    return to;
  }

  /** "a year and a half ago", "an hour and a half drive", but no half a million. */
  private boolean isShare(int half) {
    int next = half + 1;
    return !t.dash(next)
        && !t.is(next, Role.SCALE)
        && !t.is(next, Role.PERIOD)
        && !t.isAny(next, "a", "an", "of", "dozen", "hundred");
  }

  /** "three quarters" of something, where "the first three quarters" are of a year. */
  private boolean isQuarters(int i, int unit) {
    boolean share =
        t.is(i, Role.SMALL)
            && unit == i + 1
            && t.isAny(unit, "quarter", "quarters")
            && Integer.parseInt(Objects.requireNonNull(t.word(i).get(Role.SMALL))) < 4;
    return share
        && !t.is(i - 1, Role.SPAN)
        && !t.is(i - 1, Role.ORDINAL)
        && !t.is(i - 1, Role.CURRENT)
        && !t.is(unit + 1, Role.DISTANCE)
        && (t.is(unit + 1, "of")
            || !t.isAny(
                i - 1, "for", "in", "within", "after", "final", "opening", "those", "these"));
  }

  private boolean ends(int i) {
    return !t.dash(i) && (!t.is(i, Tokens.WORD) || t.is(i, Role.FUNCTION) || t.is(i, "ago"));
  }

  private @Nullable Found age(int i, int to, Amount amount, String unit) {
    String value = amount.amount() == null ? null : Found.plain(amount.amount());
    String high = amount.high() == null ? null : Found.plain(amount.high());
    int old = t.dash(to) ? to + 1 : to;
    if (t.is(old, "old")) {
      return Found.of(i, old + 1, NumberKind.age).values(value, high, unit);
    }
    return t.is(to, "of") && t.is(to + 1, "age")
        ? Found.of(i, to + 2, NumberKind.age).values(value, high, unit)
        : null;
  }

  /**
   * "ago" looks back from publication, "from tomorrow" ahead; "later" and "earlier" start at a
   * moment that only the story knows.
   */
  private Found after(Found found, @Nullable Length length) {
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

  private @Nullable Found aged(int i) {
    int at = t.is(i, "age") && t.is(i + 1, "of") ? i + 2 : i + 1;
    Numeral numeral = Numerals.at(t, at);
    if (numeral == null || numeral.vague() || numeral.value().compareTo(OLDEST) > 0) {
      return null;
    }
    int second = Ranges.second(t, numeral.to());
    Numeral last = second < 0 ? null : Numerals.at(t, second);
    return last != null && !last.vague() && last.value().compareTo(numeral.value()) > 0
        ? Found.amount(at, last.to(), NumberKind.age, numeral.value(), last.value(), "year")
        : Found.amount(at, numeral.to(), NumberKind.age, numeral.value(), null, "year");
  }

  static Found duration(int from, int to, Length length) {
    Part sum = length.sum();
    BigDecimal amount = sum == null ? null : sum.amount();
    return Found.of(from, to, NumberKind.duration)
        .values(amount == null ? null : Found.plain(amount), null, sum == null ? null : sum.unit())
        .timex(length.timex());
  }

  private String unit(int i) {
    return Objects.requireNonNull(t.word(i).get(Role.PERIOD));
  }
}

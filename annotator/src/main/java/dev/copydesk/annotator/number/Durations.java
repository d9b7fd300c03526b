package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Amounts.Amount;
import dev.copydesk.annotator.number.Length.Part;
import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads lengths of time, and what else one makes: an age, or a date by its distance. */
final class Durations {
  private static final BigDecimal SIXTY = new BigDecimal(60);

  /** "5 years, 1 month and 12 days" has three. */
  private static final int MOST_PARTS = 4;

  private final Tokens t;
  private final Amounts amounts;
  private final Ages ages;
  private final Distances distances;

  Durations(Tokens tokens, Anchor anchor) {
    this.t = tokens;
    this.amounts = new Amounts(tokens);
    this.ages = new Ages(tokens);
    this.distances = new Distances(tokens, anchor);
  }

  @Nullable Found at(int i) {
    if (t.is(i, Role.AGED)) {
      return ages.aged(i);
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
      return told ? distances.from(duration(i, i + 1, Length.of(null, unit(i))), null) : null;
    }
    Amount amount = amounts.at(i);
    if (amount == null) {
      return null;
    }
    int at = amount.to();
    Found weekdays = amount.amount() == null ? null : distances.weekdays(i, at, amount.amount());
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
    Found age = ages.old(i, to, amount, unit);
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
    return distances.from(
        found.flags(amount.vague() || amount.amount() == null, hyphen),
        amount.high() == null && amount.amount() != null ? length : null);
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
        BigDecimal more = t.is(word, "half") ? Amounts.HALF : Amounts.QUARTER;
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
        && (t.is(unit + 1, "of") || !t.is(i - 1, Role.QUARTERS_CUE));
  }

  private boolean ends(int i) {
    return !t.dash(i) && (!t.is(i, Tokens.WORD) || t.is(i, Role.FUNCTION) || t.is(i, "ago"));
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

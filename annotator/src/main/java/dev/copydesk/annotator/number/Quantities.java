package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads counts, percentages, money, measures, fractions, ordinals and ranges of them. */
final class Quantities {
  private static final int MILLION = 6;

  private final Currencies currencies;
  private final Measures measures;

  Quantities(Lexicon lexicon) {
    currencies = new Currencies(lexicon);
    measures = new Measures(lexicon);
  }

  @Nullable Found at(Tokens t, int i) {
    Found money = currencies.opened(t, i);
    if (money != null) {
      return money;
    }
    Found measure = measures.primes(t, i);
    measure = measure != null ? measure : measures.part(t, i);
    if (measure != null) {
      return measure;
    }
    Found fraction = Fractions.at(t, i);
    if (fraction != null) {
      return fraction;
    }
    Found ordinal = Fractions.ordinal(t, i);
    if (ordinal != null) {
      return ordinal;
    }
    Numeral first = numeral(t, i);
    if (first == null) {
      return measures.single(t, i);
    }
    return isPronoun(t, first) ? null : repeated(t, upTo(t, counted(t, first)));
  }

  /** "forty-five (45)": said twice, once in figures. */
  private static Found repeated(Tokens t, Found found) {
    Numeral again =
        found.kind() == NumberKind.cardinal && found.valueEnd() == null && t.is(found.to(), "(")
            ? Numerals.at(t, found.to() + 1)
            : null;
    return again != null
            && t.is(again.to(), ")")
            && Found.plain(again.value()).equals(found.value())
        ? found.span(found.from(), again.to() + 1)
        : found;
  }

  /** A number; "2m people" are two million of them, where "2m tall" is a length. */
  private @Nullable Numeral numeral(Tokens t, int i) {
    Numeral numeral = Numerals.at(t, i);
    int m = numeral == null ? 0 : numeral.to();
    boolean apart = // "1.5 M votes"
        numeral != null && numeral.digits() && t.capitalised(m) && !t.plainDigits(i);
    boolean million =
        numeral != null
            && (t.glued(m) || apart)
            && t.is(m, "m")
            && (t.is(m + 1, Role.PLURAL)
                || apart && !t.glued(m) && m + 1 == t.size()
                || t.dash(m + 1) && t.isAny(m + 2, "strong", "member")
                || t.is(m + 1, Tokens.WORD)
                    && !t.is(m + 1, Role.FUNCTION)
                    && t.length(m + 1) > 3
                    && t.ends(m + 1, "s")
                || currencies.at(t, m + 1) != null);
    return numeral != null && million
        ? new Numeral(i, m + 1, numeral.value().scaleByPowerOfTen(MILLION), true, false)
        : numeral;
  }

  /** "from 5 dollars to 7 dollars", "between 2 kg and 3 kg": the unit said twice. */
  private Found upTo(Tokens t, Found first) {
    boolean opened = t.isAny(first.from() - 1, "from", "between");
    boolean linked =
        t.dash(first.to())
            || t.is(first.to(), "to")
            || t.is(first.to(), "and") && t.is(first.from() - 1, "between");
    if (!opened || !linked || first.unit() == null || first.valueEnd() != null) {
      return first;
    }
    boolean about = t.isAny(first.to() + 1, "about", "around", "nearly", "some");
    Numeral numeral = numeral(t, about ? first.to() + 2 : first.to() + 1);
    Found last = numeral == null ? null : counted(t, numeral);
    return last != null && last.valueEnd() == null && first.unit().equals(last.unit())
        ? first.values(first.value(), last.value(), first.unit()).span(first.from(), last.to())
        : first;
  }

  private Found counted(Tokens t, Numeral first) {
    int second = Ranges.second(t, first.to());
    if (second >= 0 && t.is(first.to(), "and") && !t.is(first.from() - 1, "between")) {
      second = -1;
    }
    Numeral last = second < 0 ? null : numeral(t, second);
    if (last == null
        || last.vague()
        || first.vague()
        || Ranges.isScore(t, first, last)
        || t.is(second - 1, "to") && isLimit(t, first)) {
      return withUnit(t, first.from(), first, first.value(), null);
    }
    Found range = withUnit(t, first.from(), last, Ranges.low(t, first, last), last.value());
    return range.kind() == NumberKind.cardinal ? range.kind(NumberKind.range) : range;
  }

  /** "fell by 5 to 20": a step and where it led. */
  private static boolean isLimit(Tokens t, Numeral first) {
    return t.is(first.from() - 1, "by");
  }

  private Found withUnit(
      Tokens t, int from, Numeral last, BigDecimal value, @Nullable BigDecimal high) {
    int at = last.to();
    int unitAt = t.dash(at) && t.glued(at) && t.glued(at + 1) ? at + 1 : at;
    if (t.is(at, "per") && t.is(at + 1, "cent")) {
      return percent(t, from, at + 2, value, high);
    }
    boolean pc = t.is(at, "pc") && t.glued(at) && !t.capitalised(at) && !t.dash(at + 1);
    if (t.is(at, "%") || pc || t.is(unitAt, Role.PERCENT)) {
      return percent(t, from, t.is(at, "%") || pc ? at + 1 : unitAt + 1, value, high);
    }
    unitAt = last.vague() && t.is(at, "of") ? at + 1 : unitAt;
    if (Temperatures.isDegrees(t, last, at)) {
      return Found.amount(from, at + 1, NumberKind.measure, value, high, Temperatures.unit(t, at));
    }
    Found money = currencies.after(t, from, last, unitAt, value, high);
    Found measure = measures.after(t, from, last, unitAt, value, high);
    if (money != null && (measure == null || money.to() >= measure.to())) {
      return money;
    }
    if (measure != null) {
      return measure;
    }
    boolean compound = unitAt > at && !last.vague() && t.is(unitAt, Tokens.WORD);
    return Found.amount(from, at, NumberKind.cardinal, value, high, null)
        .flags(last.vague(), compound);
  }

  static Found percent(Tokens t, int from, int to, BigDecimal value, @Nullable BigDecimal high) {
    boolean points = t.isAny(to, "point", "points");
    return Found.amount(
        from,
        points ? to + 1 : to,
        points ? NumberKind.measure : NumberKind.percent,
        value,
        high,
        points ? "{pp}" : "%");
  }

  /** "one" is a number before a noun only, and "at one point" a time nobody counts. */
  private static boolean isPronoun(Tokens t, Numeral numeral) {
    if (numeral.to() - numeral.from() != 1 || !t.is(numeral.from(), "one")) {
      return false;
    }
    int next = t.dash(numeral.to()) ? numeral.to() + 1 : numeral.to();
    return t.is(numeral.from() - 1, Role.DETERMINER)
        || !t.is(next, Tokens.WORD)
        || t.is(numeral.from() - 1, "at") && t.isAny(next, "point", "stage", "time")
        || t.is(next, Role.FUNCTION)
        || t.is(next, Role.FUNCTION_VERB) && !t.isAny(next, "dead", "killed", "injured", "wounded");
  }
}

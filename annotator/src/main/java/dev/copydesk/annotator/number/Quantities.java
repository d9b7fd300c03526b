package dev.copydesk.annotator.number;

import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads counts, percentages, money, measures, fractions, ordinals and ranges of them. */
final class Quantities {
  private final Phrases currencies;
  private final Phrases minors;
  private final Phrases units;

  Quantities(Lexicon lexicon) {
    currencies = Phrases.of(Lexicon.rows("currencies.tsv"), lexicon);
    minors = Phrases.of(Lexicon.rows("cents.tsv"), lexicon);
    units = Phrases.of(Lexicon.rows("units.tsv"), lexicon);
    for (Currency currency : current()) {
      String code = currency.getCurrencyCode();
      currencies.add(code, code, lexicon);
      currencies.add(
          currency.getName(ULocale.ENGLISH, Currency.PLURAL_LONG_NAME, "one", null), code, lexicon);
      currencies.add(
          currency.getName(ULocale.ENGLISH, Currency.PLURAL_LONG_NAME, "other", null),
          code,
          lexicon);
    }
  }

  @Nullable Found at(Tokens t, int i) {
    Phrases.Hit symbol =
        t.is(i, Tokens.SYMBOL) || t.is(i, Tokens.WORD) ? currencies.at(t, i) : null;
    if (symbol != null
        && (t.is(symbol.to() - 1, Tokens.SYMBOL) || (t.capitalised(i) && t.length(i) <= 3))
        && !isWordLikeCode(t, symbol)) {
      Found money = money(t, symbol);
      if (money != null) {
        return money;
      }
    }
    Found fraction = Fractions.at(t, i);
    if (fraction != null) {
      return fraction;
    }
    Found ordinal = Fractions.ordinal(t, i);
    if (ordinal != null) {
      return ordinal;
    }
    Numeral first = Numerals.at(t, i);
    Found found = first == null || isPronoun(t, first) ? null : counted(t, first);
    return found == null ? null : upTo(t, found);
  }

  /** "from 5 dollars to 7 dollars", "between 2 kg and 3 kg": the unit said twice. */
  private Found upTo(Tokens t, Found first) {
    boolean opened = t.isAny(first.from() - 1, "from", "between");
    boolean linked =
        t.dash(first.to()) || t.is(first.to(), t.is(first.from() - 1, "between") ? "and" : "to");
    if (!opened || !linked || first.unit() == null || first.valueEnd() != null) {
      return first;
    }
    Numeral numeral = Numerals.at(t, first.to() + 1);
    Found last = numeral == null ? null : counted(t, numeral);
    return last != null && last.valueEnd() == null && first.unit().equals(last.unit())
        ? first.values(first.value(), last.value(), first.unit()).span(first.from(), last.to())
        : first;
  }

  private @Nullable Found money(Tokens t, Phrases.Hit symbol) {
    Numeral first = moneyNumeral(t, symbol.to());
    if (first == null) {
      return null;
    }
    int second = rangeMark(t, first.to());
    second =
        second >= 0 && t.is(second - 1, "and") && !t.is(symbol.from() - 1, "between") ? -1 : second;
    Phrases.Hit again = second < 0 ? null : currencies.at(t, second);
    Numeral last =
        second < 0
            ? null
            : moneyNumeral(
                t, again != null && again.meaning().equals(symbol.meaning()) ? again.to() : second);
    if (last != null && last.digits()) {
      return Found.amount(
          symbol.from(),
          last.to(),
          NumberKind.money,
          sameScale(t, first, last),
          last.value(),
          symbol.meaning());
    }
    Phrases.Hit name = currencies.at(t, first.to());
    int to = name != null && t.capitalised(first.to()) ? name.to() : first.to();
    return cents(
        t,
        Found.amount(
            symbol.from(),
            to,
            NumberKind.money,
            first.value(),
            null,
            name != null && to > first.to() ? name.meaning() : symbol.meaning()));
  }

  private static @Nullable Numeral moneyNumeral(Tokens t, int i) {
    if (!t.is(i, Tokens.NUMBER)) {
      return null;
    }
    Numeral numeral = Numerals.at(t, i);
    if (numeral == null) { // "US$5": the digits follow a sign and are never part of a name
      return null;
    }
    return t.glued(numeral.to()) && t.is(numeral.to(), "m")
        ? new Numeral(i, numeral.to() + 1, numeral.value().scaleByPowerOfTen(6), true, false)
        : numeral;
  }

  private @Nullable Found counted(Tokens t, Numeral first) {
    int second = rangeMark(t, first.to());
    if (second >= 0 && t.is(first.to(), "and") && !t.is(first.from() - 1, "between")) {
      second = -1;
    }
    Numeral last = second < 0 ? null : Numerals.at(t, second);
    boolean score =
        last != null && t.dash(first.to()) && last.value().compareTo(first.value()) <= 0;
    if (last == null || score || last.vague() || first.vague()) {
      return withUnit(t, first.from(), first, null, null);
    }
    Found range = withUnit(t, first.from(), last, sameScale(t, first, last), last.value());
    return range.kind() == NumberKind.cardinal ? range.kind(NumberKind.range) : range;
  }

  /** Where the second number of a range starts, or -1: "10-15", "10 to 15", "5% to 7%". */
  private int rangeMark(Tokens t, int i) {
    int at = t.is(i, "%") || t.is(i, Role.PERCENT) ? i + 1 : i;
    if (t.dash(at)
        && t.glued(at) == t.glued(at + 1)
        && (t.is(at + 1, Tokens.NUMBER) || currencies.at(t, at + 1) != null)) {
      return at + 1;
    }
    return t.isAny(at, "to", "and") && !t.is(at + 1, "a") ? at + 1 : -1;
  }

  /** "2 to 3 million" means two million to three million. */
  private static BigDecimal sameScale(Tokens t, Numeral first, Numeral last) {
    if (t.is(last.to() - 1, Role.SCALE)
        && !t.is(first.to() - 1, Role.SCALE)
        && first.value().compareTo(new BigDecimal(1000)) < 0) {
      return first
          .value()
          .scaleByPowerOfTen(Numerals.number(t, last.to() - 1, Role.SCALE).intValue());
    }
    return first.value();
  }

  private Found withUnit(
      Tokens t, int from, Numeral last, @Nullable BigDecimal low, @Nullable BigDecimal high) {
    BigDecimal value = low == null ? last.value() : low;
    int at = last.to();
    int unitAt = t.dash(at) && t.glued(at) && t.glued(at + 1) ? at + 1 : at;
    if (t.is(at, "per") && t.is(at + 1, "cent")) {
      return percent(t, from, at + 2, value, high);
    }
    if (t.is(at, "%") || t.is(unitAt, Role.PERCENT)) {
      return percent(t, from, t.is(at, "%") ? at + 1 : unitAt + 1, value, high);
    }
    unitAt = last.vague() && t.is(at, "of") ? at + 1 : unitAt;
    Phrases.Hit unit = units.at(t, unitAt);
    Phrases.Hit money = currencies.at(t, unitAt);
    if (money != null
        && (unit == null || money.to() > unit.to())
        && (t.is(unitAt, Tokens.SYMBOL)
            || t.length(unitAt) > 2
            || t.glued(unitAt) && t.capitalised(unitAt))
        && !isWordLikeCode(t, money)) {
      return cents(
          t,
          Found.amount(from, money.to(), NumberKind.money, value, high, money.meaning())
              .flags(last.vague(), false));
    }
    Phrases.Hit minor = minors.at(t, unitAt);
    if (minor != null) {
      return Found.amount(
          from,
          minor.to(),
          NumberKind.money,
          value.movePointLeft(2),
          high == null ? null : high.movePointLeft(2),
          minor.meaning());
    }
    if (unit != null && unitFits(t, unit, last)) {
      return Found.amount(from, unit.to(), NumberKind.measure, value, high, unit.meaning())
          .flags(last.vague(), unitAt > at);
    }
    boolean compound = unitAt > at && !last.vague() && t.is(unitAt, Tokens.WORD);
    return Found.amount(from, at, NumberKind.cardinal, value, high, null)
        .flags(last.vague(), compound);
  }

  /** "20 dollars and 5 cents", "$3 and 50 cents". */
  private Found cents(Tokens t, Found whole) {
    int at = t.is(whole.to(), "and") ? whole.to() + 1 : whole.to();
    Numeral part = whole.valueEnd() == null && whole.value() != null ? Numerals.at(t, at) : null;
    Phrases.Hit minor = part == null ? null : minors.at(t, part.to());
    if (part == null || minor == null || part.value().compareTo(new BigDecimal(100)) >= 0) {
      return whole;
    }
    BigDecimal sum = new BigDecimal(whole.value()).add(part.value().movePointLeft(2));
    return whole.span(whole.from(), minor.to()).values(Found.plain(sum), null, whole.unit());
  }

  /** "top" and "all" are words; TOP and ALL are currencies. */
  private static boolean isWordLikeCode(Tokens t, Phrases.Hit money) {
    return money.to() - money.from() == 1
        && t.is(money.from(), money.meaning())
        && !t.text(money.from()).equals(money.meaning());
  }

  private static Found percent(
      Tokens t, int from, int to, BigDecimal value, @Nullable BigDecimal high) {
    boolean points = t.isAny(to, "point", "points");
    return Found.amount(
        from,
        points ? to + 1 : to,
        points ? NumberKind.measure : NumberKind.percent,
        value,
        high,
        points ? "{pp}" : "%");
  }

  /** One- and two-letter symbols and bare points need digits before them and no word after them. */
  private static boolean unitFits(Tokens t, Phrases.Hit unit, Numeral numeral) {
    return t.end(unit.to() - 1) - t.start(unit.from()) > 2 || numeral.digits();
  }

  /** "one" is a number before a noun only. */
  private static boolean isPronoun(Tokens t, Numeral numeral) {
    if (numeral.to() - numeral.from() != 1 || !t.is(numeral.from(), "one")) {
      return false;
    }
    int next = t.dash(numeral.to()) ? numeral.to() + 1 : numeral.to();
    return t.is(numeral.from() - 1, Role.DETERMINER)
        || !t.is(next, Tokens.WORD)
        || (t.is(next, Role.FUNCTION) && !t.is(next, "of"))
        || t.is(next, Role.FUNCTION_VERB) && !t.isAny(next, "dead", "killed", "injured", "wounded");
  }

  /**
   * Every currency CLDR names, in a fixed order so that shared names go to the same code each time.
   */
  private static List<Currency> current() {
    return Currency.getAvailableCurrencies().stream()
        .sorted(Comparator.comparing(Currency::getCurrencyCode))
        .toList();
  }
}

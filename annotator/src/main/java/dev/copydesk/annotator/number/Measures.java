package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows the units of measure, by UCUM code, and puts measures of two units together. */
final class Measures {
  /** "2 yards, 7 feet and 10 inches" has three. */
  private static final int MOST_PARTS = 3;

  private final Phrases units;
  private final Map<String, BigDecimal> factors = new HashMap<>();

  Measures(Lexicon lexicon) {
    units = Phrases.of(Lexicon.rows("units.tsv"), lexicon);
    for (List<String> row : Lexicon.rows("compounds.tsv")) {
      factors.put(row.get(0) + ' ' + row.get(1), new BigDecimal(row.get(2)));
    }
  }

  Phrases.@Nullable Hit at(Tokens t, int i) {
    return units.at(t, i);
  }

  /** The measure whose unit stands at token i, after its amount; null where it is another word. */
  @Nullable Found after(
      Tokens t, int from, Numeral numeral, int i, BigDecimal low, @Nullable BigDecimal high) {
    Phrases.Hit unit = units.at(t, i);
    if (unit == null || !fits(t, unit, numeral)) {
      return null;
    }
    Found found =
        Found.amount(from, unit.to(), NumberKind.measure, low, high, unit.meaning())
            .flags(numeral.vague(), i > numeral.to() && t.dash(i - 1));
    return high == null && !numeral.vague() ? compound(t, found) : found;
  }

  /** "6 ft 2 in", "2 km, 300 m": in the smallest unit said, which is exact. */
  private Found compound(Tokens t, Found first) {
    Found whole = first;
    for (int parts = 1; parts < MOST_PARTS; parts++) {
      int at = whole.to();
      at += t.is(at, ",") || t.is(at, "and") ? 1 : 0;
      at += t.is(at, "and") && t.is(at - 1, ",") ? 1 : 0;
      Numeral next = Numerals.at(t, at);
      if (next == null || next.vague() || next.value().signum() < 0) {
        return whole;
      }
      boolean inch = "[ft_i]".equals(whole.unit()) && t.is(next.to(), "in");
      Phrases.Hit unit =
          inch ? new Phrases.Hit("[in_i]", next.to(), next.to() + 1) : units.at(t, next.to());
      BigDecimal factor = unit == null ? null : factors.get(whole.unit() + ' ' + unit.meaning());
      if (unit == null || factor == null) {
        return whole;
      }
      BigDecimal sum = new BigDecimal(whole.value()).multiply(factor).add(next.value());
      whole = whole.span(whole.from(), unit.to()).values(Found.plain(sum), null, unit.meaning());
    }
    return whole;
  }

  /** {@code 5'10"}: feet and inches. */
  @Nullable Found primes(Tokens t, int i) {
    boolean feet =
        t.is(i, Tokens.NUMBER)
            && t.plainDigits(i)
            && t.isAny(i + 1, "'", "’", "′")
            && t.glued(i + 1)
            && t.is(i + 2, Tokens.NUMBER)
            && t.glued(i + 2)
            && t.isAny(i + 3, "\"", "”", "″")
            && t.glued(i + 3);
    return feet
        ? Found.amount(
            i,
            i + 4,
            NumberKind.measure,
            t.value(i).multiply(new BigDecimal(12)).add(t.value(i + 2)),
            null,
            "[in_i]")
        : null;
  }

  /** "half a mile", "half-mile", "a quarter mile", "two-thirds of a litre", "3/4 cup". */
  @Nullable Found part(Tokens t, int i) {
    Found fraction = Fractions.at(t, i);
    int at = fraction == null ? i + 1 : fraction.to();
    BigDecimal value = fraction == null ? null : new BigDecimal(fraction.value());
    if (fraction == null) {
      value =
          t.is(i, "half") ? new BigDecimal("0.5") : quarter(t, i) ? new BigDecimal("0.25") : null;
      at += t.is(i, "a") ? 1 : 0;
    }
    if (value == null) {
      return null;
    }
    at += t.is(at, "of") && t.isAny(at + 1, "a", "an") ? 1 : 0;
    at += t.isAny(at, "a", "an") || t.dash(at) && t.glued(at) && t.glued(at + 1) ? 1 : 0;
    if (t.is(at, Role.PERCENT)) {
      return Quantities.percent(t, i, at + 1, value, null);
    }
    Phrases.Hit unit = units.at(t, at);
    boolean short_ = unit != null && t.end(unit.to() - 1) - t.start(unit.from()) < 3;
    return unit == null || short_ && fraction == null || t.is(at, "point")
        ? null
        : Found.amount(i, unit.to(), NumberKind.measure, value, null, unit.meaning());
  }

  private static boolean quarter(Tokens t, int i) {
    return t.is(i, "quarter") || t.is(i, "a") && t.is(i + 1, "quarter");
  }

  /** "a kilogram", "an inch" where nothing is sold by it. */
  @Nullable Found single(Tokens t, int i) {
    boolean said = t.isAny(i, "a", "an") && (t.startsSentence(i) || t.is(i - 1, Role.MEASURE_CUE));
    Phrases.Hit unit = said ? units.at(t, i + 1) : null;
    if (unit == null
        || !t.is(unit.from(), Role.UNIT)
        || t.is(unit.from(), Role.UNIT_WORD)
        || t.is(unit.to(), Tokens.WORD) && !t.is(unit.to(), Role.FUNCTION)
        || t.ends(unit.to() - 1, "s")) {
      return null;
    }
    return Found.amount(i, unit.to(), NumberKind.measure, BigDecimal.ONE, null, unit.meaning());
  }

  /** One- and two-letter symbols need digits before them, and bare letters no capital of a name. */
  private static boolean fits(Tokens t, Phrases.Hit unit, Numeral numeral) {
    int length = t.end(unit.to() - 1) - t.start(unit.from());
    if (length > 2) {
      return true;
    }
    int after = t.dash(unit.to()) ? unit.to() + 1 : unit.to();
    boolean capital = t.capitalised(unit.from()) && length == 1;
    if (capital && !t.text(unit.from()).equals(unit.meaning())) {
      return false; // "5 M", "10 G"
    }
    boolean label = t.glued(unit.to()) && t.glued(after) && t.is(after, Tokens.NUMBER);
    return numeral.digits() && !label;
  }
}

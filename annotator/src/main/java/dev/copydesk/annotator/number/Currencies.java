package dev.copydesk.annotator.number;

import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows money by symbol, code and name, and reads amounts that open with either of the first. */
final class Currencies {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** More "pounds of" something than this is money, not a weight. */
  private static final BigDecimal MOST_POUNDS = new BigDecimal(10_000);

  /** What a body gains or loses is less; a firm may lose more, and in money. */
  private static final BigDecimal FEW_POUNDS = new BigDecimal(1000);

  /** In tokens: how far ahead of "pounds" a word of weighing may stand. */
  private static final int WEIGHING = 5;

  private final Phrases names;
  private final Phrases minors;

  Currencies(Lexicon lexicon) {
    minors = Phrases.of(Lexicon.rows("cents.tsv"), lexicon);
    List<List<String>> rows = new ArrayList<>(Lexicon.rows("currencies.tsv"));
    for (Currency currency : current()) {
      String code = currency.getCurrencyCode();
      rows.add(List.of(code, code));
      for (String count : List.of("one", "other")) {
        rows.add(
            List.of(
                code, currency.getName(ULocale.ENGLISH, Currency.PLURAL_LONG_NAME, count, null)));
      }
    }
    names = Phrases.of(rows, lexicon);
  }

  Phrases.@Nullable Hit at(Tokens t, int i) {
    return names.at(t, i);
  }

  /** "$5", "USD3.14", "-$5 million", "$5-7bn", "$20 and 5 cents". */
  @Nullable Found opened(Tokens t, int i) {
    boolean signed = t.isAny(i, "-", "−") && !t.glued(i) && t.glued(i + 1);
    int from = signed ? i + 1 : i;
    Phrases.Hit symbol =
        t.is(from, Tokens.SYMBOL) || t.is(from, Tokens.WORD) ? names.at(t, from) : null;
    if (symbol == null
        || !t.is(symbol.to() - 1, Tokens.SYMBOL) && !(t.capitalised(from) && t.length(from) <= 3)
        || isWordLikeCode(t, symbol)) {
      return null;
    }
    boolean inner = t.isAny(symbol.to(), "-", "−") && t.glued(symbol.to());
    Numeral first = numeral(t, inner ? symbol.to() + 1 : symbol.to());
    if (first == null) {
      return null;
    }
    Found found = signed || inner ? null : range(t, symbol, first);
    if (found != null) {
      return found;
    }
    Phrases.Hit name = names.at(t, first.to());
    if (name == null || !t.capitalised(first.to()) || isWordLikeCode(t, name)) {
      name = new Phrases.Hit(symbol.meaning(), first.to(), first.to());
    }
    BigDecimal value = signed || inner ? first.value().negate() : first.value();
    return cents(t, Found.amount(i, name.to(), NumberKind.money, value, null, name.meaning()));
  }

  private @Nullable Found range(Tokens t, Phrases.Hit symbol, Numeral first) {
    int second = Ranges.second(t, first.to());
    if (second < 0 || t.is(second - 1, "and") && !t.is(symbol.from() - 1, "between")) {
      return null;
    }
    Phrases.Hit again = names.at(t, second);
    int number = again != null && again.meaning().equals(symbol.meaning()) ? again.to() : second;
    boolean same = number > second;
    Numeral last = numeral(t, number);
    boolean moved = // "rose $2 to $14" tells a step and where it led
        t.is(second - 1, "to") && !t.isAny(symbol.from() - 1, "from", "of", "between") && same;
    return last == null || !last.digits() || moved
        ? null
        : Found.amount(
            symbol.from(),
            last.to(),
            NumberKind.money,
            Ranges.low(t, first, last),
            last.value(),
            symbol.meaning());
  }

  private static @Nullable Numeral numeral(Tokens t, int i) {
    Numeral numeral = Numerals.glued(t, i);
    int m = numeral == null ? 0 : numeral.to();
    boolean apart = t.capitalised(m) && !t.capitalised(m + 1); // "$1.5 M"
    return numeral != null && t.is(m, "m") && (t.glued(m) || apart)
        ? new Numeral(i, numeral.to() + 1, numeral.value().scaleByPowerOfTen(6), true, false)
        : numeral;
  }

  /** The money whose name or symbol stands at token i, after its amount. */
  @Nullable Found after(
      Tokens t, int from, Numeral numeral, int i, BigDecimal low, @Nullable BigDecimal high) {
    Phrases.Hit name = names.at(t, i);
    boolean fits =
        name != null
            && (t.is(i, Tokens.SYMBOL)
                || t.length(i) > 2
                || t.glued(i) && (t.capitalised(i) || t.ideographic(i))
                || t.ideographic(i)
                || name.to() > i + 1)
            && !isWordLikeCode(t, name)
            && !isWeight(t, from, numeral, name);
    if (name != null && fits) {
      return cents(
          t,
          Found.amount(from, name.to(), NumberKind.money, low, high, name.meaning())
              .flags(numeral.vague(), false));
    }
    Phrases.Hit minor = minors.at(t, i);
    return minor == null
        ? null
        : Found.amount(
            from,
            minor.to(),
            NumberKind.money,
            low.movePointLeft(2),
            high == null ? null : high.movePointLeft(2),
            minor.meaning());
  }

  /** "20 dollars and 5 cents", "$3 and 50 cents". */
  private Found cents(Tokens t, Found whole) {
    int at = t.is(whole.to(), "and") ? whole.to() + 1 : whole.to();
    Numeral part = whole.valueEnd() == null && whole.value() != null ? Numerals.at(t, at) : null;
    Phrases.Hit minor = part == null ? null : minors.at(t, part.to());
    if (part == null || part.value().compareTo(HUNDRED) >= 0) {
      return whole;
    }
    int to = minor != null ? minor.to() : at > whole.to() && isBare(t, whole, part) ? part.to() : 0;
    if (to == 0) {
      return whole;
    }
    BigDecimal sum = new BigDecimal(whole.value()).add(part.value().movePointLeft(2));
    return whole.span(whole.from(), to).values(Found.plain(sum), null, whole.unit());
  }

  /** "twenty dollars and fifty": a small whole sum, and two digits that nothing else is said of. */
  private static boolean isBare(Tokens t, Found whole, Numeral part) {
    BigDecimal sum = new BigDecimal(whole.value());
    return part.value().compareTo(BigDecimal.TEN) >= 0
        && part.value().scale() <= 0
        && sum.scale() <= 0
        && sum.compareTo(HUNDRED) <= 0
        && !t.isAny(whole.from() - 1, "between", "from", "of")
        && !t.is(part.to(), Tokens.WORD)
        && !t.dash(part.to())
        && !t.isAny(part.to(), "%", "/");
  }

  /** "a 500-pound bomb", "weighed six pounds", "20 pounds of meat". */
  private static boolean isWeight(Tokens t, int from, Numeral numeral, Phrases.Hit name) {
    if (!t.isAny(name.from(), "pound", "pounds") || name.to() > name.from() + 1) {
      return false;
    }
    boolean hyphenated = t.dash(name.from() - 1);
    boolean weighed = false;
    for (int k = from - 1; k > from - WEIGHING && !t.endsSentence(k); k--) {
      String cue = t.word(k).get(Role.WEIGHING);
      weighed |= cue != null && (cue.isEmpty() || numeral.value().compareTo(FEW_POUNDS) < 0);
    }
    boolean of = t.is(name.to(), "of") && numeral.value().compareTo(MOST_POUNDS) < 0;
    return hyphenated || weighed || of;
  }

  /** "top" and "all" are words; TOP and ALL are currencies. */
  private static boolean isWordLikeCode(Tokens t, Phrases.Hit money) {
    return money.to() - money.from() == 1
        && t.is(money.from(), money.meaning())
        && !t.text(money.from()).equals(money.meaning());
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

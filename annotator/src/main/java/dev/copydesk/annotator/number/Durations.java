package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads durations, ages, dates by distance ("a year ago") and sets ("every Tuesday"). */
final class Durations {
  private static final BigDecimal OLDEST = new BigDecimal(130);

  private Durations() {}

  static @Nullable Found at(Tokens t, int i, Anchor anchor) {
    if (t.is(i, Role.EVERY)) {
      return every(t, i);
    }
    if (t.is(i, Role.SET)) {
      return Found.of(i, i + 1, NumberKind.set).timex(value(t, i, Role.SET));
    }
    if (t.is(i, Role.AGED)) {
      return aged(t, i);
    }
    Found span = span(t, i);
    return span != null ? span : length(t, i, anchor);
  }

  /** "the past few years", "next six months". */
  private static @Nullable Found span(Tokens t, int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (!t.is(at, Role.SPAN)) {
      return null;
    }
    Found length = length(t, at + 1, Anchor.of(null));
    if (length != null
        && length.kind() == NumberKind.duration
        && !t.isAny(at + 1, "a", "an", "half")) {
      return length.span(i, length.to());
    }
    if (t.is(i, "the")
        && t.is(at, "past")
        && t.is(at + 1, Role.PERIOD)
        && !t.text(at + 1).endsWith("s")) {
      return duration(i, at + 2, "1", value(t, at + 1, Role.PERIOD));
    }
    boolean plural = t.is(at + 1, Role.PERIOD) && t.text(at + 1).endsWith("s") && t.is(i, "the");
    return plural ? duration(i, at + 2, "X", value(t, at + 1, Role.PERIOD)) : null;
  }

  /** A number or "a", "several", a unit of time, and what makes it an age or a date. */
  private static @Nullable Found length(Tokens t, int i, Anchor anchor) {
    String amount;
    int at;
    Numeral numeral = Numerals.at(t, i);
    boolean vague = false;
    BigDecimal high = null;
    if (numeral != null) {
      vague = numeral.vague();
      amount = vague ? "X" : Found.plain(numeral.value());
      at = numeral.to();
      if (vague && t.is(at, "of")) {
        at++;
      }
      if ((t.dash(at) && t.is(at + 1, Tokens.NUMBER)) || t.isAny(at, "to", "or")) {
        Numeral second = Numerals.at(t, at + 1);
        if (second != null && t.is(second.to(), Role.PERIOD)) {
          high = second.value();
          at = second.to();
        }
      }
    } else if (t.is(i, "half") && t.isAny(i + 1, "a", "an")) {
      amount = "0.5";
      at = i + 2;
    } else if (t.isAny(i, "a", "an")) {
      boolean few = t.isAny(i + 1, "few");
      amount = few ? "X" : "1";
      at = few ? i + 2 : i + 1;
    } else if (t.is(i, Role.FEW)) {
      amount = "X";
      at = i + 1;
    } else if (t.is(i, Role.PERIOD)
        && t.isAny(
            i, "decades", "centuries", "years", "months", "weeks", "days", "hours", "minutes")) {
      return t.isAny(i - 1, "for", "in", "been") || t.isAny(i + 1, "of", "ago", "later")
          ? after(t, duration(i, i + 1, "X", value(t, i, Role.PERIOD)), anchor)
          : null;
    } else {
      return null;
    }
    boolean hyphen = t.dash(at) && t.glued(at) && t.glued(at + 1);
    at += hyphen ? 1 : 0;
    at += t.is(at, Role.QUALIFIER) ? 1 : 0;
    if (!t.is(at, Role.PERIOD)
        || (t.isAny(at, "quarter", "quarters", "second")
            && (amount.equals("1") || amount.equals("0.5")))) {
      return null;
    }
    String unit = value(t, at, Role.PERIOD);
    int to = at + 1;
    if ((t.dash(to) && t.is(to + 1, "old")) || t.is(to, "old")) {
      return Found.of(i, t.is(to, "old") ? to + 1 : to + 2, NumberKind.age)
          .values(amount, high == null ? null : Found.plain(high), unit);
    }
    if (t.isAny(to, "of") && t.is(to + 1, "age")) {
      return Found.of(i, to + 2, NumberKind.age).values(amount, null, unit);
    }
    if (t.is(to, "and") && t.is(to + 1, "a") && t.is(to + 2, "half") && !amount.equals("X")) {
      amount = Found.plain(new BigDecimal(amount).add(new BigDecimal("0.5")));
      to += 3;
    }
    Found found = duration(i, to, amount, unit);
    found = high == null ? found : found.values(amount, Found.plain(high), unit);
    return after(t, found.flags(vague || amount.equals("X"), hyphen), anchor);
  }

  /**
   * "ago" looks back from publication; "later" and "earlier" from a moment that only the story
   * knows.
   */
  private static Found after(Tokens t, Found length, Anchor anchor) {
    boolean ago = t.is(length.to(), "ago");
    boolean fromNow = t.is(length.to(), "from") && t.isAny(length.to() + 1, "now", "today");
    boolean in =
        t.is(length.from() - 1, "in")
            && !t.is(length.to(), Tokens.WORD)
            && new Tense(t).announced(length.from());
    if (!ago && !fromNow && !in) {
      return length;
    }
    int to = length.to() + (ago ? 1 : fromNow ? 2 : 0);
    String unit = Objects.requireNonNull(length.unit());
    String moved =
        length.value() == null || length.value().contains(".") || length.value().length() > 6
            ? null
            : anchor.moved(unit, (ago ? -1 : 1) * Long.parseLong(length.value()));
    if (moved == null && in) {
      return length;
    }
    boolean clock = moved != null && moved.indexOf('T') > 0;
    return Found.of(length.from(), to, clock ? NumberKind.time : NumberKind.date)
        .timex(moved != null ? moved : ago ? "PAST_REF" : "FUTURE_REF");
  }

  private static @Nullable Found aged(Tokens t, int i) {
    int at = t.is(i, "age") && t.is(i + 1, "of") ? i + 2 : i + 1;
    Numeral numeral = Numerals.at(t, at);
    if (numeral == null || numeral.vague() || numeral.value().compareTo(OLDEST) > 0) {
      return null;
    }
    return Found.amount(at, numeral.to(), NumberKind.age, numeral.value(), null, "year");
  }

  private static @Nullable Found every(Tokens t, int i) {
    if (t.is(i + 1, Role.WEEKDAY)) {
      return Found.of(i, i + 2, NumberKind.set).timex("XXXX-WXX-" + value(t, i + 1, Role.WEEKDAY));
    }
    if (t.is(i + 1, Role.MONTH)) {
      return Found.of(i, i + 2, NumberKind.set)
          .timex(String.format("XXXX-%02d", Integer.parseInt(value(t, i + 1, Role.MONTH))));
    }
    if (t.is(i + 1, Role.PERIOD)) {
      return Found.of(i, i + 2, NumberKind.set).timex(timex("1", value(t, i + 1, Role.PERIOD)));
    }
    if (t.is(i + 1, Role.DAYPART)) {
      return Found.of(i, i + 2, NumberKind.set)
          .timex("XXXX-XX-XXT" + value(t, i + 1, Role.DAYPART));
    }
    if (t.is(i + 1, "other") && t.is(i + 2, Role.PERIOD)) {
      return Found.of(i, i + 3, NumberKind.set).timex(timex("2", value(t, i + 2, Role.PERIOD)));
    }
    Numeral numeral = Numerals.at(t, i + 1);
    return numeral != null && t.is(numeral.to(), Role.PERIOD)
        ? Found.of(i, numeral.to() + 1, NumberKind.set)
            .timex(timex(Found.plain(numeral.value()), value(t, numeral.to(), Role.PERIOD)))
        : null;
  }

  private static Found duration(int from, int to, String amount, String unit) {
    return Found.of(from, to, NumberKind.duration)
        .values(amount.equals("X") ? null : amount, null, unit)
        .timex(timex(amount, unit));
  }

  private static String timex(String amount, String unit) {
    return switch (unit) {
      case "year" -> "P" + amount + "Y";
      case "month" -> "P" + amount + "M";
      case "week" -> "P" + amount + "W";
      case "fortnight" -> "P" + times(amount, 2) + "W";
      case "hour" -> "PT" + amount + "H";
      case "minute" -> "PT" + amount + "M";
      case "second" -> "PT" + amount + "S";
      case "decade" -> "P" + times(amount, 10) + "Y";
      case "century" -> "P" + times(amount, 100) + "Y";
      case "quarter" -> "P" + times(amount, 3) + "M";
      case "weekend" -> "P" + amount + "WE";
      default -> "P" + amount + "D";
    };
  }

  private static String times(String amount, int factor) {
    return amount.equals("X")
        ? amount
        : Found.plain(new BigDecimal(amount).multiply(BigDecimal.valueOf(factor)));
  }

  private static String value(Tokens t, int i, Role role) {
    return Objects.requireNonNull(t.word(i).get(role));
  }
}

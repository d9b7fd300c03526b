package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number found over tokens [from, to), before its context is read. */
record Found(
    int from,
    int to,
    NumberKind kind,
    @Nullable String value,
    @Nullable String valueEnd,
    @Nullable String unit,
    @Nullable String timex,
    @Nullable String mod,
    boolean vague,
    boolean attributive) {

  static Found of(int from, int to, NumberKind kind) {
    return new Found(from, to, kind, null, null, null, null, null, false, false);
  }

  static Found amount(
      int from,
      int to,
      NumberKind kind,
      BigDecimal value,
      @Nullable BigDecimal valueEnd,
      @Nullable String unit) {
    return new Found(
        from,
        to,
        kind,
        plain(value),
        valueEnd == null ? null : plain(valueEnd),
        unit,
        null,
        null,
        false,
        false);
  }

  Found timex(String newTimex) {
    return new Found(from, to, kind, value, valueEnd, unit, newTimex, mod, vague, attributive);
  }

  Found values(@Nullable String newValue, @Nullable String newValueEnd, @Nullable String newUnit) {
    return new Found(
        from, to, kind, newValue, newValueEnd, newUnit, timex, mod, vague, attributive);
  }

  Found mod(@Nullable String newMod) {
    return new Found(from, to, kind, value, valueEnd, unit, timex, newMod, vague, attributive);
  }

  Found span(int newFrom, int newTo) {
    return new Found(newFrom, newTo, kind, value, valueEnd, unit, timex, mod, vague, attributive);
  }

  Found kind(NumberKind newKind) {
    return new Found(from, to, newKind, value, valueEnd, unit, timex, mod, vague, attributive);
  }

  Found flags(boolean newVague, boolean newAttributive) {
    return new Found(from, to, kind, value, valueEnd, unit, timex, mod, newVague, newAttributive);
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}

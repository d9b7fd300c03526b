package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads fractions and ordinals: "two-thirds", "3/4", "seventh", "21st". */
final class Fractions {
  private Fractions() {}

  static @Nullable Found at(Tokens t, int i) {
    if (t.is(i, Tokens.NUMBER)
        && t.plainDigits(i)
        && t.is(i + 1, "/")
        && t.glued(i + 1)
        && t.glued(i + 2)
        && t.plainDigits(i + 2)
        && t.length(i) < 4
        && t.length(i + 2) < 4
        && t.value(i + 2).signum() != 0
        && !t.is(i + 3, "/")) {
      return Found.amount(
          i,
          i + 3,
          NumberKind.fraction,
          t.value(i).divide(t.value(i + 2), 6, RoundingMode.HALF_UP),
          null,
          null);
    }
    if (t.is(i, Role.GLYPH)) {
      return Found.amount(
          i, i + 1, NumberKind.fraction, Numerals.number(t, i, Role.GLYPH), null, null);
    }
    boolean counted = t.is(i, Role.SMALL) || t.isAny(i, "a");
    int part = counted ? (t.dash(i + 1) ? i + 2 : i + 1) : i;
    if (!t.is(part, Role.PART)
        || (!counted && !t.is(i, "half"))
        || (t.is(i, "a") && !t.isAny(part, "third", "quarter", "half", "fifth", "tenth"))) {
      return null;
    }
    if (t.is(part, "second")
        || !(t.is(part + 1, "of")
            || t.isAny(part + 1, "the", "majority")
            || part > i + 1
            || counted && t.text(part).endsWith("s"))) {
      return null;
    }
    BigDecimal over = t.is(i, "a") || !counted ? BigDecimal.ONE : Numerals.number(t, i, Role.SMALL);
    return Found.amount(
        i,
        part + 1,
        NumberKind.fraction,
        over.divide(Numerals.number(t, part, Role.PART), 6, RoundingMode.HALF_UP),
        null,
        null);
  }

  static @Nullable Found ordinal(Tokens t, int i) {
    if (t.is(i, Tokens.NUMBER)
        && t.plainDigits(i)
        && t.glued(i + 1)
        && t.is(i + 1, Role.ORDINAL_SUFFIX)) {
      return Found.amount(i, i + 2, NumberKind.ordinal, t.value(i), null, null);
    }
    if (t.is(i, Role.TENS) && t.dash(i + 1) && t.is(i + 2, Role.ORDINAL)) {
      return Found.amount(
          i,
          i + 3,
          NumberKind.ordinal,
          Numerals.number(t, i, Role.TENS).add(Numerals.number(t, i + 2, Role.ORDINAL)),
          null,
          null);
    }
    if (!t.is(i, Role.ORDINAL)) {
      return null;
    }
    boolean adverb =
        !t.is(i + 1, Tokens.WORD)
            || t.is(i + 1, Role.FUNCTION)
            || t.is(i + 1, Role.FUNCTION_VERB)
            || t.is(i + 1, Role.ADVERB_AFTER);
    if (t.is(i, "first") && t.isAny(i + 1, "time", "place")) {
      return null;
    }
    boolean determined = t.isAny(i - 1, "the", "a", "his", "her", "its", "their", "s", "our", "my");
    if (adverb
        && (t.is(i, "first") || t.is(i, "second"))
        && !(determined && t.isAny(i + 1, "of", "to"))) {
      return null;
    }
    return Found.amount(
        i, i + 1, NumberKind.ordinal, Numerals.number(t, i, Role.ORDINAL), null, null);
  }
}

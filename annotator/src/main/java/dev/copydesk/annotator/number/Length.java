package dev.copydesk.annotator.number;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A length of time: what it is made of, from the greatest unit down. */
record Length(List<Part> parts) {
  /** Units from the greatest down; a part is followed by lesser ones only. */
  private static final List<String> ORDER =
      List.of(
          "century",
          "decade",
          "year",
          "quarter",
          "month",
          "fortnight",
          "week",
          "weekend",
          "day",
          "night",
          "hour",
          "minute",
          "second");

  /**
   * So much of a unit.
   *
   * @param amount null where nobody says how many: "several weeks"
   */
  record Part(@Nullable BigDecimal amount, String unit) {

    /** In a unit that it is a whole number of, as far as there is one: half an hour, 30 minutes. */
    Part whole() {
      if (amount == null || amount.stripTrailingZeros().scale() <= 0) {
        return this;
      }
      Part lesser = lesser(unit);
      if (lesser == null || lesser.amount == null) {
        return this;
      }
      BigDecimal moved = amount.multiply(lesser.amount);
      return moved.stripTrailingZeros().scale() <= 0 ? new Part(moved, lesser.unit) : this;
    }
  }

  static Length of(@Nullable BigDecimal amount, String unit) {
    return new Length(List.of(new Part(amount, unit)));
  }

  static boolean follows(String greater, String lesser) {
    return ORDER.indexOf(lesser) > ORDER.indexOf(greater);
  }

  /** All of it in its least unit, or null where a unit has no fixed number of it. */
  @Nullable Part sum() {
    BigDecimal sum = BigDecimal.ZERO;
    String unit = parts.getLast().unit;
    for (Part part : parts) {
      Part step = part;
      while (!step.unit.equals(unit)) {
        Part lesser = lesser(step.unit);
        if (lesser == null || lesser.amount == null || step.amount == null) {
          return null;
        }
        step = new Part(step.amount.multiply(lesser.amount), lesser.unit);
      }
      if (step.amount == null) {
        return parts.size() == 1 ? step : null;
      }
      sum = sum.add(step.amount);
    }
    return new Part(sum, unit);
  }

  /** TIMEX3, "X" where no amount is said: "PT2H30M", "PXW". */
  String timex() {
    StringBuilder days = new StringBuilder("P");
    StringBuilder hours = new StringBuilder();
    for (Part part : parts) {
      switch (part.unit) {
        case "hour" -> hours.append(amount(part, 1)).append('H');
        case "minute" -> hours.append(amount(part, 1)).append('M');
        case "second" -> hours.append(amount(part, 1)).append('S');
        case "year" -> days.append(amount(part, 1)).append('Y');
        case "decade" -> days.append(amount(part, 10)).append('Y');
        case "century" -> days.append(amount(part, 100)).append('Y');
        case "month" -> days.append(amount(part, 1)).append('M');
        case "quarter" -> days.append(amount(part, 3)).append('M');
        case "week" -> days.append(amount(part, 1)).append('W');
        case "fortnight" -> days.append(amount(part, 2)).append('W');
        case "weekend" -> days.append(amount(part, 1)).append("WE");
        default -> days.append(amount(part, 1)).append('D');
      }
    }
    return hours.isEmpty() ? days.toString() : days.append('T').append(hours).toString();
  }

  private static String amount(Part part, int factor) {
    return part.amount == null
        ? "X"
        : Found.plain(part.amount.multiply(BigDecimal.valueOf(factor)));
  }

  private static @Nullable Part lesser(String unit) {
    return switch (unit) {
      case "century" -> new Part(BigDecimal.TEN, "decade");
      case "decade" -> new Part(BigDecimal.TEN, "year");
      case "year" -> new Part(new BigDecimal(12), "month");
      case "fortnight" -> new Part(BigDecimal.TWO, "week");
      case "week" -> new Part(new BigDecimal(7), "day");
      case "day" -> new Part(new BigDecimal(24), "hour");
      case "hour" -> new Part(new BigDecimal(60), "minute");
      case "minute" -> new Part(new BigDecimal(60), "second");
      default -> null;
    };
  }
}

package dev.copydesk.index.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure at a time, as one article gives it.
 *
 * @param value decimal
 * @param valueEnd decimal end of a range
 * @param comparator how the value bounds the quantity: EQ, GE, GT, LE, LT, APPROX, ALMOST …
 * @param time ISO 8601: the day that the figure is of, where it is not the day of publication; else
 *     when the article was published; null where neither is known
 * @param millis the same for plotting, in epoch milliseconds
 * @param sentence that holds the number; start and end of the number in it, in UTF-16 code units
 * @param copies articles that are near-identical copies and say the same
 */
record Point(
    String value,
    @Nullable String valueEnd,
    String comparator,
    @Nullable String unit,
    @Nullable String counted,
    @Nullable String countType,
    @Nullable String time,
    @Nullable Long millis,
    @Nullable String asOf,
    @Nullable String published,
    @Nullable String publisher,
    @Nullable String place,
    @Nullable String saidBy,
    String sentence,
    int start,
    int end,
    Article article,
    List<Article> copies) {

  /** Within a tenth is about the same. */
  private static final BigDecimal ABOUT = new BigDecimal("0.1");

  record Article(String id, @Nullable String headline, @Nullable String publisher) {}

  /** What the value leaves open; null where there is no bound. */
  private record Span(@Nullable BigDecimal least, @Nullable BigDecimal most) {
    boolean meets(Span other) {
      return isAtMost(least, other.most) && isAtMost(other.least, most);
    }

    private static boolean isAtMost(@Nullable BigDecimal least, @Nullable BigDecimal most) {
      return least == null || most == null || least.compareTo(most) <= 0;
    }
  }

  Point with(List<Article> copies) {
    return new Point(
        value,
        valueEnd,
        comparator,
        unit,
        counted,
        countType,
        time,
        millis,
        asOf,
        published,
        publisher,
        place,
        saidBy,
        sentence,
        start,
        end,
        article,
        List.copyOf(copies));
  }

  /** Whether both figures may be true at once. */
  boolean agrees(Point other) {
    return span().meets(other.span());
  }

  /** Whether it says the same in the same words' worth: one figure told twice. */
  boolean says(Point other) {
    return value.equals(other.value)
        && comparator.equals(other.comparator)
        && Optional.ofNullable(valueEnd).equals(Optional.ofNullable(other.valueEnd))
        && Optional.ofNullable(unit).equals(Optional.ofNullable(other.unit))
        && Optional.ofNullable(time).equals(Optional.ofNullable(other.time))
        && Optional.ofNullable(countType).equals(Optional.ofNullable(other.countType));
  }

  private Span span() {
    BigDecimal number = new BigDecimal(value);
    BigDecimal room = number.abs().multiply(ABOUT);
    return switch (comparator) {
      case "GE", "GT", "SINCE" -> new Span(number, null);
      case "LE", "LT", "UNTIL" -> new Span(null, number);
      case "APPROX" -> new Span(number.subtract(room), number.add(room));
      case "ALMOST" -> new Span(number.subtract(room), number);
      default -> new Span(number, valueEnd == null ? number : new BigDecimal(valueEnd));
    };
  }
}

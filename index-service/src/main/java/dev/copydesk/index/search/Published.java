package dev.copydesk.index.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * The stretch of time that an ISO 8601 value of any precision names, for sorting and ranges: no
 * zone means UTC, a year, month or date all of it.
 *
 * @param until exclusive
 */
public record Published(Instant from, Instant until) {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("[-MM[-dd['T'")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX]]]]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int YEAR_LENGTH = 4;
  private static final int YEAR_MONTH_LENGTH = 7;
  private static final int MINUTE_LENGTH = 16;

  /** Empty where the value is not in ISO 8601. */
  public static Optional<Published> parse(String value) {
    try {
      TemporalAccessor time =
          FORMAT.parseBest(
              value,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from,
              YearMonth::from,
              Year::from);
      return Optional.of(
          switch (time) {
            case OffsetDateTime t ->
                new Published(t.toInstant(), t.toInstant().plus(1, precision(value)));
            case LocalDateTime t -> of(t, t.plus(1, precision(value)));
            case LocalDate d -> of(d.atStartOfDay(), d.plusDays(1).atStartOfDay());
            case YearMonth m when value.length() == YEAR_MONTH_LENGTH ->
                of(m.atDay(1).atStartOfDay(), m.plusMonths(1).atDay(1).atStartOfDay());
            case Year y when value.length() == YEAR_LENGTH ->
                of(y.atDay(1).atStartOfDay(), y.plusYears(1).atDay(1).atStartOfDay());
            // Such as a month of 13, passed over on the way to the year alone.
            default -> throw new DateTimeParseException("Not a date", value, 0);
          });
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static ChronoUnit precision(String time) {
    boolean seconds = time.length() > MINUTE_LENGTH && time.charAt(MINUTE_LENGTH) == ':';
    return seconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
  }

  private static Published of(LocalDateTime from, LocalDateTime until) {
    return new Published(from.toInstant(ZoneOffset.UTC), until.toInstant(ZoneOffset.UTC));
  }
}

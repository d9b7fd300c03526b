package dev.copydesk.ingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times as news items write them: ISO 8601, extended or basic, and RFC 822; without a zone they are
 * in UTC.
 */
final class SourceTime {

  /** RFC 822 as mails and feeds write it: the names of zones, years of two digits. */
  private static final DateTimeFormatter MAIL =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[EEE, ]d MMM ")
          .appendValueReduced(ChronoField.YEAR, 2, 4, 1970)
          .appendPattern(" H:mm[:ss][ zzz][ XXX]")
          .toFormatter(Locale.US);

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          form("yyyy-MM-dd['T'HH:mm[:ss]]"),
          form("yyyy-MM-dd' 'HH:mm[:ss]"),
          form("yyyyMMdd['T'HHmm[ss]]"),
          DateTimeFormatter.RFC_1123_DATE_TIME,
          MAIL);

  private SourceTime() {}

  /** The instant, or empty where the text is no such time. */
  static Optional<Instant> parse(String text) {
    for (DateTimeFormatter form : FORMS) {
      try {
        TemporalAccessor time =
            form.parseBest(
                text.strip(),
                OffsetDateTime::from,
                ZonedDateTime::from,
                LocalDateTime::from,
                LocalDate::from);
        return Optional.of(instant(time));
      } catch (DateTimeException _) {
        // Not this form; the next may fit.
      }
    }
    return Optional.empty();
  }

  /** The first of the texts that is such a time; null where none is. */
  static @Nullable Instant first(@Nullable String... texts) {
    for (String text : texts) {
      Optional<Instant> time = text == null ? Optional.empty() : parse(text);
      if (time.isPresent()) {
        return time.get();
      }
    }
    return null;
  }

  private static Instant instant(TemporalAccessor time) {
    return switch (time) {
      case OffsetDateTime offset -> offset.toInstant();
      case ZonedDateTime zoned -> zoned.toInstant();
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      default -> LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    };
  }

  private static DateTimeFormatter form(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.replace("yyyy", "uuuu"))
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
        .optionalEnd()
        .optionalStart()
        .appendPattern("[ ][XXXXX][XXXX][X]")
        .optionalEnd()
        .toFormatter(Locale.ROOT);
  }
}

package dev.copydesk.ingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times as news items write them: ISO 8601, extended or basic; without a zone they are in UTC. */
final class SourceTime {

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          form("yyyy-MM-dd['T'HH:mm[:ss]]"),
          form("yyyy-MM-dd' 'HH:mm[:ss]"),
          form("yyyyMMdd['T'HHmm[ss]]"));

  private SourceTime() {}

  /** The instant, or empty where the text is no such time. */
  static Optional<Instant> parse(String text) {
    for (DateTimeFormatter form : FORMS) {
      try {
        TemporalAccessor time =
            form.parseBest(
                text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return Optional.of(instant(time));
      } catch (DateTimeException _) {
        // Not this form; the next may fit.
      }
    }
    return Optional.empty();
  }

  private static Instant instant(TemporalAccessor time) {
    return switch (time) {
      case OffsetDateTime zoned -> zoned.toInstant();
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

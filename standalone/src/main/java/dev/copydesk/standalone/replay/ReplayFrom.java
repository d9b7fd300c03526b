package dev.copydesk.standalone.replay;

import dev.copydesk.enrich.replay.Selector;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** As in Kafka's own tools: from where, one of them at most; else from the oldest article. */
final class ReplayFrom {

  @Option(names = "--to-earliest", required = true, description = "From the oldest article.")
  private boolean earliest;

  @Option(
      names = "--to-datetime",
      required = true,
      paramLabel = "T",
      converter = Time.class,
      description = "From the first article taken at T or later, in ISO 8601; UTC without a zone.")
  private @Nullable Instant time;

  @Option(
      names = "--by-duration",
      required = true,
      paramLabel = "D",
      converter = Length.class,
      description = "From D ago on, in ISO 8601: PT2H, P7D.")
  private @Nullable Duration duration;

  @Option(
      names = "--to-offset",
      required = true,
      paramLabel = "N",
      description = "From offset N of every partition of news.raw.")
  private @Nullable Long offset;

  Selector selector(Instant now) {
    if (time != null) {
      return new Selector.Since(time);
    }
    if (duration != null) {
      return new Selector.Within(duration, now);
    }
    return offset == null ? new Selector.Earliest() : new Selector.Offset(offset);
  }

  /** A date, or a date and time, with a zone or in UTC. */
  static final class Time implements ITypeConverter<Instant> {

    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss[.SSS]][XXX]]");

    @Override
    public Instant convert(String text) {
      try {
        TemporalAccessor time =
            FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return switch (time) {
          case OffsetDateTime zoned -> zoned.toInstant();
          case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
          default -> LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
        };
      } catch (DateTimeException _) {
        throw new TypeConversionException(
            "\"%s\" is not a time such as 2026-11-22, 2026-11-22T08:00 or 2026-11-22T08:00+01:00"
                .formatted(text));
      }
    }
  }

  /** A length of time, above zero. */
  static final class Length implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      try {
        Duration length = Duration.parse(text.toUpperCase(Locale.ROOT));
        if (length.isPositive()) {
          return length;
        }
      } catch (DateTimeParseException _) {
        // Refused below, as what is not positive is.
      }
      throw new TypeConversionException("\"%s\" is not a time such as PT2H or P7D".formatted(text));
    }
  }
}

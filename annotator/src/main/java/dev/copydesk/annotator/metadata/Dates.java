package dev.copydesk.annotator.metadata;

import dev.copydesk.annotator.page.Months;
import dev.copydesk.schema.v1.DatedFrom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates, exactly as precise as they are written, and takes only those a page can have: not
 * before the web, not after the article arrived.
 */
final class Dates {
  private static final int LONGEST = 200;
  private static final LocalDate WEB = LocalDate.of(1990, 1, 1);

  /** A time without a zone may be up to this far ahead of UTC. */
  private static final Duration EASTERNMOST = Duration.ofHours(14);

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})(?:[T ]\\s?(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?"
              + "\\s?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?");
  private static final Pattern COMPACT =
      Pattern.compile("^(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})(\\d{2})?(Z|[+-]\\d{4})?$");
  private static final Pattern DAY_FIRST =
      Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\\.?,?[ -](\\d{4})\\b");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("\\b([A-Za-z]{3,9})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4})\\b");
  private static final Pattern TIME =
      Pattern.compile("\\b(\\d{1,2})[:.](\\d{2})(?::\\d{2})?\\s?([AaPp])?(?:\\.?[Mm]\\b\\.?)?");
  private static final Pattern DOTTED =
      Pattern.compile("\\b(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})\\b");

  /** A time stands so close behind its date, in characters. */
  private static final int NEAR = 12;

  private final LocalDate earliest;
  private final Instant arrived;

  private Dates(LocalDate earliest, Instant arrived) {
    this.earliest = earliest;
    this.arrived = arrived;
  }

  static Dates ofPage(Instant arrived) {
    return new Dates(WEB, arrived);
  }

  /** A wire service dates its archive as it likes. */
  static Dates ofItem() {
    return new Dates(LocalDate.MIN, Instant.MAX);
  }

  /** The first date in the value, or null where there is none to be trusted. */
  @Nullable DatedFrom dated(@Nullable String value, String origin) {
    if (value == null || value.length() > LONGEST) {
      return null;
    }
    String iso = read(value.strip());
    return iso != null && isTrusted(iso) ? new DatedFrom(iso, origin) : null;
  }

  private boolean isTrusted(String iso) {
    LocalDate date = LocalDate.parse(iso.substring(0, 10));
    if (date.isBefore(earliest)) {
      return false;
    }
    Instant start = instant(iso);
    boolean zoned = iso.length() > 10 && hasZone(iso);
    return arrived.equals(Instant.MAX)
        || !start.isAfter(zoned ? arrived : arrived.plus(EASTERNMOST));
  }

  /**
   * Whether the one ISO time is later than the other; no zone counts as UTC, a date as its start.
   */
  static boolean isLater(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    if (shorter == 10) {
      return one.substring(0, 10).compareTo(other.substring(0, 10)) > 0;
    }
    return instant(one).isAfter(instant(other));
  }

  private static Instant instant(String iso) {
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return hasZone(iso)
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static boolean hasZone(String iso) {
    return iso.endsWith("Z") || iso.lastIndexOf('-') > 10 || iso.indexOf('+') > 10;
  }

  /** ISO 8601 of the first date in the text, or null. */
  static @Nullable String read(String text) {
    try {
      Matcher iso = ISO.matcher(text);
      if (iso.find()) {
        return iso(iso);
      }
      Matcher compact = COMPACT.matcher(text);
      if (compact.find()) {
        return iso(compact);
      }
      return inWords(text);
    } catch (DateTimeException noSuchDay) {
      return null; // the 31st of February is no date
    }
  }

  private static String iso(Matcher m) {
    LocalDate date = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
    if (m.group(4) == null) {
      return date.toString();
    }
    int second = m.group(6) == null ? 0 : number(m, 6);
    LocalTime time = LocalTime.of(number(m, 4), number(m, 5), second); // there is no second 77
    String seconds = m.group(6) == null ? "" : ":" + m.group(6);
    return date + "T" + time.truncatedTo(ChronoUnit.MINUTES) + seconds + zone(m.group(7));
  }

  private static String zone(@Nullable String written) {
    if (written == null) {
      return "";
    }
    if (!written.startsWith("+") && !written.startsWith("-")) {
      return "Z";
    }
    ZoneOffset offset = ZoneOffset.of(written);
    return offset.equals(ZoneOffset.UTC) ? "Z" : offset.getId();
  }

  private static @Nullable String inWords(String text) {
    Matcher dayFirst = DAY_FIRST.matcher(text);
    Matcher monthFirst = MONTH_FIRST.matcher(text);
    Matcher dotted = DOTTED.matcher(text);
    LocalDate date;
    int end;
    if (dayFirst.find() && Months.number(dayFirst.group(2)) > 0) {
      date =
          LocalDate.of(number(dayFirst, 3), Months.number(dayFirst.group(2)), number(dayFirst, 1));
      end = dayFirst.end();
    } else if (monthFirst.find() && Months.number(monthFirst.group(1)) > 0) {
      date =
          LocalDate.of(
              number(monthFirst, 3), Months.number(monthFirst.group(1)), number(monthFirst, 2));
      end = monthFirst.end();
    } else if (dotted.find()) {
      date = LocalDate.of(number(dotted, 3), number(dotted, 2), number(dotted, 1));
      end = dotted.end();
    } else {
      return null;
    }
    String clock = clock(date, text.substring(end));
    return clock == null ? date.toString() : clock;
  }

  /** The time that the text opens with, on a day; null where it opens with none. */
  static @Nullable String clock(LocalDate day, String text) {
    Matcher time = TIME.matcher(text);
    if (!time.find() || time.start() >= NEAR) {
      return null;
    }
    int hour = number(time, 1);
    String half = time.group(3);
    if (half != null) {
      hour = hour % 12 + (half.toLowerCase(Locale.ROOT).equals("p") ? 12 : 0);
    }
    try {
      LocalTime clock = LocalTime.of(hour, number(time, 2));
      return day + "T" + clock + Zones.offset(text, day.atTime(clock));
    } catch (DateTimeException noSuchTime) {
      return null; // "25.10" is a price, or a score
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }
}

package dev.copydesk.annotator.page;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as mails and feeds write them (RFC 822 and its heirs). */
final class MailDates {

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern("[EEE, ]d MMM ")
              .appendValueReduced(ChronoField.YEAR, 2, 4, 1970)
              .appendPattern(" H:mm[:ss][ zzz][ XXX]")
              .toFormatter(Locale.US));

  private MailDates() {}

  /** The date in ISO 8601; one in another form as it is, since pages are dated in many. */
  static @Nullable String iso(@Nullable String date) {
    if (date == null) {
      return null;
    }
    // Many writers name the zone again, in brackets.
    int comment = date.indexOf('(');
    String bare = comment < 0 ? date.strip() : date.substring(0, comment).strip();
    for (DateTimeFormatter form : FORMS) {
      try {
        var time = form.parseBest(bare, OffsetDateTime::from, ZonedDateTime::from);
        OffsetDateTime at =
            time instanceof ZonedDateTime zoned
                ? zoned.toOffsetDateTime()
                : OffsetDateTime.from(time);
        return at.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
      } catch (DateTimeException notThatForm) {
        continue; // the next may fit
      }
    }
    return date;
  }
}

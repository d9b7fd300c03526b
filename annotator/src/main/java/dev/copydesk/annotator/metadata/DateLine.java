package dev.copydesk.annotator.metadata;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line says of dates: "Published 3 May 2025, 18:30 · Updated 4 May 2025, 06:55", "3 May
 * 2025, 13:05 – updated 20:30". What stands before any such word is when it was published.
 *
 * @param published ISO 8601, as precise as it is written
 * @param updated likewise; a time alone is of the day before it in the line
 * @param named whether the line says that its date is one of publication
 */
record DateLine(@Nullable String published, @Nullable String updated, boolean named) {
  private static final int LONGEST = 240;
  private static final Pattern ROLE =
      Pattern.compile(
          "\\b(?:(published|posted|first published|created|issued)|((?:last"
              + " )?(?:updated?|modified)))\\b",
          Pattern.CASE_INSENSITIVE);

  static DateLine read(String line) {
    if (line.length() > LONGEST) {
      return new DateLine(null, null, false);
    }
    String published = null;
    String updated = null;
    boolean named = false;
    boolean update = false;
    int from = 0;
    Matcher role = ROLE.matcher(line);
    while (from <= line.length()) {
      boolean more = role.find();
      String part = line.substring(from, more ? role.start() : line.length());
      String date = Dates.read(part);
      if (update) {
        updated = updated == null ? (date == null ? sameDay(published, part) : date) : updated;
      } else {
        published = published == null ? date : published;
      }
      if (!more) {
        break;
      }
      update = role.group(2) != null;
      named |= !update;
      from = role.end();
    }
    return new DateLine(published, updated, named);
  }

  private static @Nullable String sameDay(@Nullable String published, String part) {
    return published == null
        ? null
        : Dates.clock(LocalDate.parse(published.substring(0, 10)), part);
  }
}

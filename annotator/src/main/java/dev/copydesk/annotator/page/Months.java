package dev.copydesk.annotator.page;

import java.util.List;
import java.util.Locale;

/** English names of months. */
public final class Months {
  private static final List<String> NAMES =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private Months() {}

  /** 1 to 12 for a name or its abbreviation of three or more letters, else 0. */
  public static int number(String word) {
    String name = word.toLowerCase(Locale.ROOT).replace(".", "").replace(",", "");
    if (name.length() < 3) {
      return 0;
    }
    for (int i = 0; i < NAMES.size(); i++) {
      if (NAMES.get(i).startsWith(name)) {
        return i + 1;
      }
    }
    return 0;
  }
}

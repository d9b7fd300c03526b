package dev.copydesk.index.search;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values (RFC 4180) that a spreadsheet shows and never runs: a cell that
 * could be a formula is led by an apostrophe (OWASP, "CSV injection").
 */
final class Csv {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");
  private static final String BEGINS_FORMULA = "=+-@\t\r\n＝＋－＠";

  private Csv() {}

  static String line(@Nullable Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean formula =
        !text.isEmpty()
            && (BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0
                || !text.isBlank() && BEGINS_FORMULA.indexOf(text.strip().charAt(0)) >= 0)
            && !NUMBER.matcher(text).matches();
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}

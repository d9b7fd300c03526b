package dev.copydesk.annotator.metadata;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time zone that newsrooms put behind a time. Abbreviations that mean several zones (IST,
 * CST of China, AST) are not read.
 */
final class Zones {
  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT)\\s?([+-])\\s?(\\d{1,2})(?::?(\\d{2}))?");
  private static final Pattern NAME = Pattern.compile("\\b[A-Z]{1,4}T\\b|\\bUTC\\b|\\bMSK\\b");

  /** Zones of which the half of the year decides. */
  private static final Map<String, ZoneId> REGIONS =
      Map.of(
          "ET", ZoneId.of("America/New_York"),
          "CT", ZoneId.of("America/Chicago"),
          "MT", ZoneId.of("America/Denver"),
          "PT", ZoneId.of("America/Los_Angeles"));

  private static final Map<String, String> OFFSETS =
      Map.ofEntries(
          Map.entry("UTC", "Z"),
          Map.entry("GMT", "Z"),
          Map.entry("BST", "+01:00"),
          Map.entry("WET", "Z"),
          Map.entry("WEST", "+01:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("CEST", "+02:00"),
          Map.entry("EET", "+02:00"),
          Map.entry("EEST", "+03:00"),
          Map.entry("MSK", "+03:00"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("AKST", "-09:00"),
          Map.entry("AKDT", "-08:00"),
          Map.entry("HST", "-10:00"),
          Map.entry("BRT", "-03:00"),
          Map.entry("SAST", "+02:00"),
          Map.entry("CAT", "+02:00"),
          Map.entry("WAT", "+01:00"),
          Map.entry("EAT", "+03:00"),
          Map.entry("GST", "+04:00"),
          Map.entry("PKT", "+05:00"),
          Map.entry("NPT", "+05:45"),
          Map.entry("ICT", "+07:00"),
          Map.entry("SGT", "+08:00"),
          Map.entry("HKT", "+08:00"),
          Map.entry("AWST", "+08:00"),
          Map.entry("JST", "+09:00"),
          Map.entry("KST", "+09:00"),
          Map.entry("AEST", "+10:00"),
          Map.entry("AEDT", "+11:00"),
          Map.entry("NZST", "+12:00"),
          Map.entry("NZDT", "+13:00"));

  private Zones() {}

  /** The offset that the text names for a time, as ISO 8601 writes it, or "" for none. */
  static String offset(String text, LocalDateTime at) {
    Matcher offset = OFFSET.matcher(text);
    if (offset.find()) {
      String minutes = offset.group(3) == null ? "00" : offset.group(3);
      int hours = Integer.parseInt(offset.group(2));
      return written(
          ZoneOffset.of(offset.group(1) + (hours < 10 ? "0" : "") + hours + ":" + minutes));
    }
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      String known = named(name.group(), at);
      if (known != null) {
        return known;
      }
    }
    return "";
  }

  private static @Nullable String named(String name, LocalDateTime at) {
    ZoneId region = REGIONS.get(name);
    return region == null ? OFFSETS.get(name) : written(region.getRules().getOffset(at));
  }

  private static String written(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "Z" : offset.getId();
  }
}

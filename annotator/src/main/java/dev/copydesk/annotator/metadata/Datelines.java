package dev.copydesk.annotator.metadata;

import dev.copydesk.schema.v1.Place;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the dateline that opens an agency text: "NEW YORK —", "PARIS, May 3 (Reuters) -". */
final class Datelines {
  private static final Pattern OPENING =
      Pattern.compile(
          "^(\\p{Lu}[\\p{L}.'’ /-]{1,40}?)(?:, ?([\\p{L}. ]{2,30}?))?(?:,? [A-Z][a-z]{2,8}\\.?"
              + " \\d{1,2})?(?: ?\\(([A-Za-z -]{2,30})\\))? ?(?:—|–|--|-|:) ?(?=\\S)");
  private static final int WINDOW = 120;

  /** Datelines that stand alone, with the country they are in. */
  private static final Map<String, String> COUNTRIES =
      Map.ofEntries(
          Map.entry("NEW YORK", "US"),
          Map.entry("WASHINGTON", "US"),
          Map.entry("LOS ANGELES", "US"),
          Map.entry("CHICAGO", "US"),
          Map.entry("SAN FRANCISCO", "US"),
          Map.entry("BOSTON", "US"),
          Map.entry("UNITED NATIONS", "US"),
          Map.entry("LONDON", "GB"),
          Map.entry("PARIS", "FR"),
          Map.entry("BERLIN", "DE"),
          Map.entry("FRANKFURT", "DE"),
          Map.entry("MOSCOW", "RU"),
          Map.entry("BEIJING", "CN"),
          Map.entry("SHANGHAI", "CN"),
          Map.entry("HONG KONG", "HK"),
          Map.entry("TOKYO", "JP"),
          Map.entry("SEOUL", "KR"),
          Map.entry("NEW DELHI", "IN"),
          Map.entry("MUMBAI", "IN"),
          Map.entry("ISLAMABAD", "PK"),
          Map.entry("KARACHI", "PK"),
          Map.entry("KABUL", "AF"),
          Map.entry("TEHRAN", "IR"),
          Map.entry("BAGHDAD", "IQ"),
          Map.entry("DAMASCUS", "SY"),
          Map.entry("BEIRUT", "LB"),
          Map.entry("AMMAN", "JO"),
          Map.entry("JERUSALEM", "IL"),
          Map.entry("TEL AVIV", "IL"),
          Map.entry("GAZA", "PS"),
          Map.entry("CAIRO", "EG"),
          Map.entry("TRIPOLI", "LY"),
          Map.entry("TUNIS", "TN"),
          Map.entry("NAIROBI", "KE"),
          Map.entry("LAGOS", "NG"),
          Map.entry("ABUJA", "NG"),
          Map.entry("JOHANNESBURG", "ZA"),
          Map.entry("CAPE TOWN", "ZA"),
          Map.entry("ANKARA", "TR"),
          Map.entry("ISTANBUL", "TR"),
          Map.entry("ATHENS", "GR"),
          Map.entry("ROME", "IT"),
          Map.entry("MILAN", "IT"),
          Map.entry("MADRID", "ES"),
          Map.entry("LISBON", "PT"),
          Map.entry("BRUSSELS", "BE"),
          Map.entry("AMSTERDAM", "NL"),
          Map.entry("GENEVA", "CH"),
          Map.entry("ZURICH", "CH"),
          Map.entry("VIENNA", "AT"),
          Map.entry("WARSAW", "PL"),
          Map.entry("KYIV", "UA"),
          Map.entry("KIEV", "UA"),
          Map.entry("STOCKHOLM", "SE"),
          Map.entry("OSLO", "NO"),
          Map.entry("COPENHAGEN", "DK"),
          Map.entry("HELSINKI", "FI"),
          Map.entry("DUBLIN", "IE"),
          Map.entry("SYDNEY", "AU"),
          Map.entry("CANBERRA", "AU"),
          Map.entry("MEXICO CITY", "MX"),
          Map.entry("BRASILIA", "BR"),
          Map.entry("SAO PAULO", "BR"),
          Map.entry("BUENOS AIRES", "AR"),
          Map.entry("HAVANA", "CU"),
          Map.entry("OTTAWA", "CA"),
          Map.entry("TORONTO", "CA"),
          Map.entry("BANGKOK", "TH"),
          Map.entry("JAKARTA", "ID"),
          Map.entry("MANILA", "PH"),
          Map.entry("HANOI", "VN"),
          Map.entry("SINGAPORE", "SG"),
          Map.entry("DUBAI", "AE"),
          Map.entry("ABU DHABI", "AE"),
          Map.entry("RIYADH", "SA"),
          Map.entry("DOHA", "QA"));

  /** Where the story is from, and the agency in brackets behind it. */
  record Opening(@Nullable Place place, @Nullable String agency) {
    static final Opening NONE = new Opening(null, null);
  }

  private Datelines() {}

  static Opening read(String text) {
    String start = text.substring(0, Math.min(WINDOW, text.length()));
    if (start.startsWith("(")) {
      int close = start.indexOf(')');
      return close > 0
          ? new Opening(null, Bylines.agency(start.substring(1, close).strip()))
          : Opening.NONE;
    }
    Matcher m = OPENING.matcher(start);
    if (!m.find()) {
      return Opening.NONE;
    }
    String place = m.group(1).strip();
    String bracketed = m.group(3) == null ? null : m.group(3).strip();
    String agency = bracketed == null ? null : Bylines.agency(bracketed);
    boolean capitals = place.equals(place.toUpperCase(Locale.ROOT)) && place.length() > 2;
    boolean spaced = m.group().endsWith(" ");
    if (!spaced || (!capitals && agency == null)) {
      return Opening.NONE; // "Mother-in-law", "Sarah - a teacher - says"
    }
    boolean named = agency != null || !capitals; // behind a place in capitals any name is one
    return new Opening(
        new Place(place, COUNTRIES.get(place.toUpperCase(Locale.ROOT))),
        named ? agency : bracketed);
  }
}

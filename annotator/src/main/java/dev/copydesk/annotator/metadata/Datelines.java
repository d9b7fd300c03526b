package dev.copydesk.annotator.metadata;

import dev.copydesk.annotator.place.Places;
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

  /** Where datelines are from that are no place, or name one as nothing else does. */
  private static final Map<String, String> BESIDES =
      Map.of("UNITED NATIONS", "US", "HONG KONG", "HK", "GAZA CITY", "PS", "MILAN", "IT");

  private @Nullable Places places;

  /** Where the story is from, and the agency in brackets behind it. */
  record Opening(@Nullable Place place, @Nullable String agency) {
    static final Opening NONE = new Opening(null, null);
  }

  Opening read(String text) {
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
    return new Opening(new Place(place, country(place)), named ? agency : bracketed);
  }

  private @Nullable String country(String place) {
    String beside = BESIDES.get(place.toUpperCase(Locale.ROOT));
    return beside == null ? places().country(place) : beside;
  }

  /** Most texts have no dateline, and the places take a while to read. */
  private synchronized Places places() {
    places = places == null ? new Places() : places;
    return places;
  }
}

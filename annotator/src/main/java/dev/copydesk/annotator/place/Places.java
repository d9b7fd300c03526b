package dev.copydesk.annotator.place;

import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.copydesk.annotator.vocabulary.Rows;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Countries and cities with the ISO 3166-1 alpha-2 code of their country: the list beside this
 * class, then CLDR's (by ICU4J) countries and cities that time zones are named for, most capitals
 * among them. Immutable.
 */
public final class Places {
  private static final String RESOURCE = "places.tsv";
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private final Map<String, String> countries = new LinkedHashMap<>();
  private final Map<String, String> bySound = new HashMap<>();

  /** Reads both lists, so make one and keep it. */
  public Places() {
    for (List<String> row : Rows.of(Places.class, RESOURCE)) {
      for (String name : row.get(1).split("\\|")) {
        add(name, row.get(0));
      }
    }
    TimeZoneNames zones = TimeZoneNames.getInstance(ULocale.ENGLISH);
    for (String country : Locale.getISOCountries()) {
      add(new ULocale("", country).getDisplayCountry(ULocale.ENGLISH), country);
      for (String zone : TimeZone.getAvailableIDs(country)) {
        String city = zones.getExemplarLocationName(zone);
        if (city != null && zone.indexOf('/') > 0) {
          add(city, country);
        }
      }
    }
  }

  /** Every name with its country, as it is written in English. */
  public void forEach(BiConsumer<String, String> taker) {
    countries.forEach(taker);
  }

  /** The country of a place, however it is capitalised and without regard to accents, or null. */
  public @Nullable String country(String name) {
    return bySound.get(plain(name));
  }

  private void add(String name, String country) {
    countries.putIfAbsent(name, country);
    bySound.putIfAbsent(plain(name), country);
  }

  private static String plain(String name) {
    String apart = Normalizer.normalize(name, Normalizer.Form.NFD);
    return ACCENTS.matcher(apart).replaceAll("").toUpperCase(Locale.ROOT);
  }
}

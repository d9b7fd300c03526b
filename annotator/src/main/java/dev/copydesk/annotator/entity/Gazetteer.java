package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.place.Places;
import dev.copydesk.annotator.vocabulary.Rows;
import dev.copydesk.schema.v1.EntityType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names known before the article is read, of {@link Places} and the lists beside this class. */
final class Gazetteer {
  private static final List<String> FLAGGED =
      List.of(
          "TITLE",
          "TITLE_MODIFIER",
          "ORG_HEAD",
          "ORG_OF",
          "PLACE_HEAD",
          "PLACE_OF",
          "EVENT_HEAD",
          "COMMON",
          "PARTICLE",
          "SPEECH",
          "COMPANY",
          "FIRST_NAME");

  /** Bits of names of several words: of the first word, and one higher of those after it. */
  private static final int PLACE = 14;

  private static final int BODY = 16;
  private static final int PEOPLE = 18;
  private static final int CITY = 20;
  private static final int LONE_CITY = 22;

  /** What a known name is. */
  record Known(EntityType type, @Nullable String country) {}

  private final Map<String, Known> names = new HashMap<>();
  private final Map<String, Set<String>> roles = new HashMap<>();
  private final Set<String> openings = new HashSet<>();
  private final Cities cities = new Cities(Rows.of(Gazetteer.class, "cities.tsv"));
  private final Lexicon lexicon = new Lexicon();
  private final WordClasses classes = new WordClasses();
  private final Map<String, Integer> flags = new HashMap<>();
  private int longest = 1;

  Gazetteer() {
    for (List<String> row : Rows.of(Gazetteer.class, "words.tsv")) {
      Set<String> words = roles.computeIfAbsent(row.get(0), _ -> new HashSet<>());
      words.addAll(List.of(row.get(1).split("\\|")));
    }
    addAll("REGION", EntityType.LOCATION);
    addAll("ORGANIZATION", EntityType.ORGANIZATION);
    for (List<String> row : Rows.of(Gazetteer.class, "demonyms.tsv")) {
      addEach(row, EntityType.NORP);
    }
    addAll("NORP", EntityType.NORP);
    new Places().forEach((name, country) -> add(name, new Known(EntityType.LOCATION, country)));
    for (int flag = 0; flag < FLAGGED.size(); flag++) {
      for (String word : roles.getOrDefault(FLAGGED.get(flag), Set.of())) {
        flag(word, flag);
      }
    }
    for (List<String> row : Rows.of(Gazetteer.class, "given-names.tsv")) {
      for (String name : row.get(1).split("\\|")) {
        flag(name, FLAGGED.size());
      }
    }
  }

  /** Which lists each word is in, by itself or as part of a longer name: a bit a list. */
  int[] flags(Words words) {
    int[] known = new int[words.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] |= flags.getOrDefault(words.at(i), 0);
      if (!words.capitalised(i)) {
        continue;
      }
      if (opens(words.at(i))) {
        for (int to = Math.min(known.length, i + 2 * longest); to > i; to--) {
          Known what = words.isBreak(to - 1) ? null : find(words.join(i, to));
          if (what != null) {
            mark(known, i, to, span(what.type()));
            break;
          }
        }
      }
      int city = cities.end(words, i);
      mark(known, i, city, city - i > 1 ? CITY : LONE_CITY);
    }
    return known;
  }

  /** Which lists of the lexicon each word is in. */
  int[] lexicon(Words words) {
    return lexicon.lists(words);
  }

  /** The classes of each word, see {@link WordClasses}. */
  int[] classes(Words words) {
    return classes.of(words);
  }

  /** ISO country of a city, if only one has a city of that name. */
  @Nullable String countryOfCity(String name) {
    return cities.country(name);
  }

  private void flag(String word, int flag) {
    flags.merge(word, 1 << flag, (a, b) -> a | b);
  }

  private static int span(EntityType type) {
    return type == EntityType.LOCATION ? PLACE : type == EntityType.NORP ? PEOPLE : BODY;
  }

  private static void mark(int[] known, int from, int to, int flag) {
    for (int i = from; i < to; i++) {
      known[i] |= 1 << (i == from ? flag : flag + 1);
    }
  }

  @Nullable Known find(String name) {
    Known known = names.get(name);
    boolean shouted =
        known == null && name.length() > 3 && name.equals(name.toUpperCase(Locale.ROOT));
    return shouted ? names.get(titleCase(name)) : known;
  }

  /** Whether a known name starts with the word; most words need no look at those after them. */
  boolean opens(String word) {
    return openings.contains(word)
        || (word.equals(word.toUpperCase(Locale.ROOT)) && openings.contains(titleCase(word)));
  }

  boolean is(String role, String word) {
    return roles.getOrDefault(role, Set.of()).contains(word);
  }

  /** Words of the longest name. */
  int longest() {
    return longest;
  }

  private void addAll(String role, EntityType type) {
    roles.getOrDefault(role, Set.of()).forEach(name -> add(name, new Known(type, null)));
  }

  private void addEach(List<String> row, EntityType type) {
    for (String name : row.get(1).split("\\|")) {
      add(name, new Known(type, row.get(0)));
    }
  }

  private void add(String name, Known known) {
    names.putIfAbsent(name, known);
    openings.add(new Words(name).at(0));
    longest = Math.max(longest, name.split("[ -]").length);
  }

  private static String titleCase(String name) {
    StringBuilder title = new StringBuilder(name.toLowerCase(Locale.ROOT));
    for (int i = 0; i < title.length(); i++) {
      if (i == 0 || !Character.isLetter(title.charAt(i - 1))) {
        title.setCharAt(i, Character.toUpperCase(title.charAt(i)));
      }
    }
    return title.toString();
  }
}

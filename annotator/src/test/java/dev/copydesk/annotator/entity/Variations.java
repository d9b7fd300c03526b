package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.vocabulary.Rows;
import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts with other names in place of their own, so that what is learnt is how names stand in a text
 * and not which ones do: persons get names of the lists, places and organisations those of other
 * texts and of the lists. A name is replaced by the same one throughout a text. What comes out may
 * be odd ("Oslo defeat the Senate"), so the teacher labels it anew, which also tells what it knows
 * of those names.
 */
final class Variations {
  /** A text whose names are known, in its own words. */
  record Named(String id, Words words, String text, List<Name> names) {}

  /** Variations of a news item, and of a longer text. */
  private static final int OF_ITEMS = 4;

  private static final int OF_OTHERS = 1;

  /** Of places and organisations one in so many is of the lists and not of other texts. */
  private static final int LISTED = 2;

  private static final Set<String> SMALL =
      Set.of("of", "the", "and", "for", "in", "on", "at", "de", "la", "le", "du", "di");
  private static final double PERSONS = 0.9;
  private static final double OTHERS = 0.6;

  private final List<String> given;
  private final List<String> surnames;
  private final List<List<String>> places;
  private final List<List<String>> bodies;
  private final Map<String, List<String>> others = new HashMap<>();

  private Variations(List<Named> texts) {
    given = entries("lexicon.tsv", "GIVEN");
    surnames = entries("lexicon.tsv", "SURNAME");
    places =
        List.of(
            Rows.of(Gazetteer.class, "cities.tsv").stream()
                .flatMap(row -> Stream.of(row.get(1).split("\\|")))
                .toList(),
            entries("lexicon.tsv", "REGION"));
    bodies =
        List.of(
            entries("lexicon.tsv", "BODY"),
            entries("lexicon.tsv", "BRAND"),
            entries("lexicon.tsv", "TITLE"));
    for (Named text : texts) {
      for (Name name : text.names()) {
        String form = text.words().join(name.from(), name.to());
        others.computeIfAbsent(kind(name, form), _ -> new ArrayList<>()).add(form);
      }
    }
  }

  /** Variations of all texts; the teacher is to say what is a name in them. */
  static List<TrainingText> of(List<Named> texts) {
    Variations variations = new Variations(texts);
    List<TrainingText> all = new ArrayList<>();
    for (int number = 1; number <= OF_ITEMS; number++) {
      for (Named text : texts) {
        if (number <= OF_OTHERS || text.id().startsWith("event")) {
          all.add(variations.vary(text, number));
        }
      }
    }
    return all;
  }

  private TrainingText vary(Named text, int number) {
    Random random = new Random(text.id().hashCode() * 31L + number);
    Map<String, String> replaced = new HashMap<>();
    StringBuilder out = new StringBuilder();
    int at = 0;
    Words words = text.words();
    for (Name name : text.names()) {
      out.append(text.text(), at, words.start(name.from()));
      out.append(
          name.type() == EntityType.PERSON
              ? person(words, name, replaced, random)
              : other(words, name, replaced, random));
      at = words.end(name.to() - 1);
    }
    out.append(text.text(), at, text.text().length());
    return new TrainingText(text.id(), out.toString(), null);
  }

  private String person(Words words, Name name, Map<String, String> replaced, Random random) {
    StringBuilder person = new StringBuilder();
    for (int i = name.from(); i < name.to(); i++) {
      String word = words.at(i);
      boolean first = i == name.from() && name.to() - name.from() > 1;
      if (!replaced.containsKey(word)) {
        boolean plain =
            word.length() > 2
                && Character.isUpperCase(word.charAt(0))
                && word.substring(1).chars().anyMatch(Character::isLowerCase);
        replaced.put(
            word,
            plain && random.nextDouble() < PERSONS ? any(first ? given : surnames, random) : word);
      }
      person.append(i == name.from() || words.glued(i) ? "" : " ").append(replaced.get(word));
    }
    return person.toString();
  }

  private String other(Words words, Name name, Map<String, String> replaced, Random random) {
    String form = words.join(name.from(), name.to());
    String found = replaced.get(form);
    if (found == null) {
      found = form;
      if (random.nextDouble() < OTHERS) {
        List<String> same = others.getOrDefault(kind(name, form), List.of(form));
        boolean listed = lower(form) && random.nextInt(LISTED) == 0;
        List<List<String>> lists = name.type() == EntityType.LOCATION ? places : bodies;
        found = any(listed ? any(lists, random) : same, random);
      }
      replaced.put(form, found);
    }
    return found;
  }

  private static boolean lower(String form) {
    return form.chars().anyMatch(Character::isLowerCase);
  }

  private static <T> T any(List<T> names, Random random) {
    return names.get(random.nextInt(names.size()));
  }

  /** Names that may stand for each other. */
  private static String kind(Name name, String form) {
    return kind(name.type(), name.to() - name.from(), form);
  }

  private static String kind(EntityType type, int words, String form) {
    return type + (words > 1 ? " long" : " short") + (lower(form) ? "" : " capitals");
  }

  private static List<String> entries(String resource, String list) {
    return Rows.of(Gazetteer.class, resource).stream()
        .filter(row -> row.get(0).equals(list))
        .flatMap(row -> Arrays.stream(row.get(1).split("\\|")))
        .map(Variations::title)
        .toList();
  }

  private static String title(String name) {
    return Arrays.stream(name.split(" "))
        .map(word -> SMALL.contains(word) && !name.startsWith(word) ? word : capital(word))
        .collect(Collectors.joining(" "));
  }

  private static String capital(String word) {
    StringBuilder capital = new StringBuilder(word);
    for (int i = 0; i < capital.length(); i++) {
      if (i == 0 || capital.charAt(i - 1) == '-') {
        capital.setCharAt(i, Character.toUpperCase(capital.charAt(i)));
      }
    }
    return capital.toString();
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Sentences.Sentence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the words of an article are written in it, and what stands beside them. */
final class DocumentForms {
  /** WordNet's files of persons, of groups and of verbs of saying, see {@link Lexicon#sense}. */
  private static final int PERSON = 19;

  private static final int GROUP = 15;
  private static final int SAYING = 33;
  private static final Set<String> WHERE = Set.of("in", "at", "near", "from", "outside");

  private final Set<String> small = new HashSet<>();
  private final Set<String> capital = new HashSet<>();
  private final Map<String, Integer> roles = new HashMap<>();

  /** Words that open a sentence have their capital from that, and say nothing. */
  void add(Field field) {
    Words words = field.words();
    for (Sentence sentence : field.sentences()) {
      for (int i = sentence.from(); i < sentence.to(); i++) {
        if (words.capitalised(i) && !words.first(i)) {
          capital.add(words.at(i));
        } else if (Character.isLowerCase(words.at(i).charAt(0))) {
          small.add(words.at(i));
        }
      }
      for (int i = sentence.from(); i < sentence.to(); ) {
        int to = i;
        while (to < sentence.to() && words.capitalised(to)) {
          to++;
        }
        if (to > i) {
          boolean opening = words.first(i) && Lexicon.isUsual(field.lexicon()[i]);
          run(field, sentence, opening ? i + 1 : i, to);
        }
        i = to + 1;
      }
    }
  }

  private void run(Field field, Sentence sentence, int from, int to) {
    Words words = field.words();
    int[] lexicon = field.lexicon();
    int before = from > sentence.from() ? Lexicon.sense(lexicon[from - 1]) : -1;
    int after = to < sentence.to() ? Lexicon.sense(lexicon[to]) : -1;
    boolean several = to - from > 1;
    boolean person = several && Lexicon.isGiven(lexicon[from]);
    boolean group = several && Lexicon.sense(lexicon[to - 1]) == GROUP;
    int shared =
        (group ? 1 : 0)
            + (before == PERSON ? 2 : 0)
            + (after == SAYING ? 4 : 0)
            + (from > sentence.from() && WHERE.contains(words.at(from - 1)) ? 8 : 0);
    for (int i = from; i < to; i++) {
      boolean last = i == to - 1;
      int role =
          shared
              + (several && last ? 16 : 0)
              + (several && i == from ? 32 : 0)
              + (person && last ? 64 : 0)
              + (!several && !words.first(i) ? 128 : 0);
      roles.merge(words.at(i), role, (a, b) -> a | b);
    }
  }

  /** 1: written small somewhere; 2: with a capital within a sentence; 3: both. */
  int seen(String word) {
    return (small.contains(word.toLowerCase(Locale.ROOT)) ? 1 : 0)
        + (capital.contains(word) ? 2 : 0);
  }

  /** What a capitalised word is to the runs of capitals that it stands in: a bit each. */
  int roles(String word) {
    return roles.getOrDefault(word, 0);
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds names again that the article itself explains: persons by the surname alone where nothing
 * else took it for a name, and acronyms that stand in brackets after what they are short for.
 */
final class Echoes {
  private static final int SHORTEST_SURNAME = 3;
  private static final int LONGEST_ACRONYM = 6;

  private final Set<String> surnames = new HashSet<>();
  private final Map<String, Mention> acronyms = new HashMap<>();

  /** All mentions of a field, and the words that they are. */
  record Found(TextField field, Field read, List<Mention> mentions) {}

  /** The mentions of all fields with what they echo, in order. */
  static List<Mention> with(List<Found> article) {
    Echoes echoes = new Echoes();
    article.forEach(echoes::learn);
    List<Mention> all = new ArrayList<>();
    article.forEach(found -> echoes.add(found, all));
    return all;
  }

  private void learn(Found found) {
    Words words = found.read.words();
    int at = 0;
    for (Mention mention : found.mentions) {
      while (words.start(at) < mention.start()) {
        at++;
      }
      int from = at;
      while (at < words.size() && words.end(at) <= mention.end()) {
        at++;
      }
      String last = words.at(at - 1);
      if (mention.type() == EntityType.PERSON
          && at - from > 1
          && last.length() >= SHORTEST_SURNAME
          && words.capitalised(at - 1)
          && !Lexicon.isUsual(found.read.lexicon()[at - 1])) {
        surnames.add(last);
      }
      String inBrackets = words.at(at + 1);
      if (words.at(at).equals("(")
          && words.at(at + 2).equals(")")
          && isShortFor(inBrackets, words, at)) {
        acronyms.putIfAbsent(inBrackets, mention);
      }
    }
  }

  /** Whether the letters are those that the words before word to begin with, small words aside. */
  private static boolean isShortFor(String acronym, Words words, int to) {
    int letter = acronym.length() - 1;
    if (letter < 1 || letter >= LONGEST_ACRONYM) {
      return false;
    }
    for (int i = to - 1; letter >= 0; i--) {
      if (i < 0 || words.isBreak(i)) {
        return false;
      }
      char first = words.at(i).charAt(0);
      if (Character.isUpperCase(first)) {
        if (first != acronym.charAt(letter--)) {
          return false;
        }
      } else if (!Character.isLetter(first) && first != '-') {
        return false;
      }
    }
    return true;
  }

  private void add(Found found, List<Mention> all) {
    Words words = found.read.words();
    int at = 0;
    for (Mention mention : found.mentions) {
      for (; at < words.size() && words.start(at) < mention.start(); at++) {
        free(found, at, all);
      }
      int from = at;
      while (at < words.size() && words.start(at) < mention.end()) {
        at++;
      }
      Mention full = at - from == 1 ? acronyms.get(words.at(from)) : null;
      all.add(full == null ? mention : echo(full, mention.field(), words, from));
    }
    for (; at < words.size(); at++) {
      free(found, at, all);
    }
  }

  private void free(Found found, int i, List<Mention> all) {
    TextField field = found.field;
    Words words = found.read.words();
    boolean opening = i > 0 && words.first(i - 1) && Lexicon.isUsual(found.read.lexicon()[i - 1]);
    Mention full = acronyms.get(words.at(i));
    boolean alone =
        (opening || !words.capitalised(i - 1))
            && !words.capitalised(i + 1)
            && !(words.glued(i) && words.at(i - 1).equals("-"))
            && !(words.glued(i + 1) && words.at(i + 1).equals("-"));
    if (full != null) {
      all.add(echo(full, field, words, i));
    } else if (alone && surnames.contains(words.at(i))) {
      all.add(new Mention(field, words.start(i), words.end(i), EntityType.PERSON, null, false));
    }
  }

  private static Mention echo(Mention full, TextField field, Words words, int i) {
    return new Mention(field, words.start(i), words.end(i), full.type(), full.country(), true);
  }
}

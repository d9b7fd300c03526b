package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.vocabulary.Rows;
import java.util.List;

/**
 * Words of English, parts of persons' names, and names that encyclopaedias know, without regard to
 * capitals and accents: hints for the model. Immutable.
 */
final class Lexicon {
  /** Lists of single words, a bit each; then lists of names, two bits each. */
  private static final List<String> WORDS = List.of("USUAL", "ENGLISH", "GIVEN", "SURNAME");

  private static final List<String> NAMES = List.of("PERSONS", "REGION", "BODY", "TITLE", "BRAND");

  /** Bits of lists; above them is what sort of thing a word stands for, see {@link #sense}. */
  private static final int SENSE = 16;

  private static final int SENSES = 0x3F;

  /** On a prefix of a name, which is where looking for a longer one is worth it. */
  private static final int OPENS = 1 << 30;

  private static final int LONGEST = 6;

  private final WordTable table = new WordTable();

  Lexicon() {
    for (List<String> row : Rows.of(Lexicon.class, "lexicon.tsv")) {
      String[] list = row.get(0).split(" ");
      int word = WORDS.indexOf(list[0]);
      int name = NAMES.indexOf(list[0]);
      int sense = list.length > 1 ? Integer.parseInt(list[1]) + 1 : 0;
      for (String entry : row.get(1).split("\\|")) {
        if (word >= 0) {
          table.add(WordTable.hash(0, entry), 1 << word | sense << SENSE);
        } else {
          addName(entry, 1 << (WORDS.size() + 2 * name));
        }
      }
    }
  }

  /** The lists that a word is in, of what {@link #lists} found. */
  static int listsOf(int found) {
    return found & ((1 << SENSE) - 1);
  }

  /**
   * What sort of thing a word stands for in English, of what {@link #lists} found: one more than
   * the number of the file that WordNet has its commonest sense in, or 0.
   */
  static int sense(int found) {
    return found >> SENSE & SENSES;
  }

  static boolean isUsual(int found) {
    return (found & 1 << WORDS.indexOf("USUAL")) != 0;
  }

  static boolean isGiven(int found) {
    return (found & 1 << WORDS.indexOf("GIVEN")) != 0;
  }

  /** Which lists each word is in, by itself or as part of a longer name: a bit a list. */
  int[] lists(Words words) {
    int[] found = new int[words.size()];
    String[] folded = new String[words.size()];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = WordTable.fold(words.at(i));
      found[i] |=
          table.get(WordTable.hash(0, folded[i])) & (((1 << WORDS.size()) - 1) | SENSES << SENSE);
    }
    for (int i = 0; i < found.length; ) {
      int end = words.capitalised(i) ? name(words, folded, found, i) : i;
      i = Math.max(end, i + 1);
    }
    return found;
  }

  /** Marks the longest name from word i on; its end, or i. */
  private int name(Words words, String[] folded, int[] found, int i) {
    long hash = 0;
    int end = i;
    int best = 0;
    for (int to = i; to < Math.min(found.length, i + LONGEST) && !words.isBreak(to); to++) {
      hash = WordTable.hash(hash, folded[to]);
      int here = table.get(hash);
      int kinds = listsOf(here) & -(1 << WORDS.size());
      if (kinds != 0) {
        best = kinds;
        end = to + 1;
      }
      if ((here & OPENS) == 0) {
        break;
      }
    }
    for (int at = i; at < end; at++) {
      found[at] |= at == i ? best : best << 1;
    }
    return end;
  }

  private void addName(String name, int list) {
    Words words = new Words(name);
    if (words.size() > LONGEST) {
      return;
    }
    long hash = 0;
    for (int i = 0; i < words.size(); i++) {
      hash = WordTable.hash(hash, words.at(i));
      table.add(hash, i == words.size() - 1 ? list : OPENS);
    }
  }
}

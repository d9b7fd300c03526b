package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.vocabulary.Rows;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Words of English, parts of persons' names, and names that encyclopaedias know, without regard to
 * capitals and accents: hints for the model. Entries are kept as hashes of 64 bits, so that 190,000
 * take 3 MB; that two fall together is not to be expected. Immutable.
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
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private final long[] keys = new long[1 << 19];
  private final int[] lists = new int[1 << 19];

  Lexicon() {
    for (List<String> row : Rows.of(Lexicon.class, "lexicon.tsv")) {
      String[] list = row.get(0).split(" ");
      int word = WORDS.indexOf(list[0]);
      int name = NAMES.indexOf(list[0]);
      int sense = list.length > 1 ? Integer.parseInt(list[1]) + 1 : 0;
      for (String entry : row.get(1).split("\\|")) {
        if (word >= 0) {
          put(hash(0, entry), 1 << word | sense << SENSE);
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
      folded[i] = fold(words.at(i));
      found[i] |= get(hash(0, folded[i])) & (((1 << WORDS.size()) - 1) | SENSES << SENSE);
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
      hash = hash(hash, folded[to]);
      int here = get(hash);
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
      hash = hash(hash, words.at(i));
      put(hash, i == words.size() - 1 ? list : OPENS);
    }
  }

  /** Hash of what came before and one more word. */
  private static long hash(long before, String word) {
    long hash = before * 0x9E3779B97F4A7C15L + word.length();
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }

  private static String fold(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < small.length(); i++) {
      if (small.charAt(i) > 0x7F) {
        String apart = Normalizer.normalize(small, Normalizer.Form.NFD);
        return ACCENTS.matcher(apart).replaceAll("").replace('’', '\'');
      }
    }
    return small;
  }

  private int get(long key) {
    for (int at = slot(key); ; at = (at + 1) & (keys.length - 1)) {
      if (keys[at] == key) {
        return lists[at];
      }
      if (keys[at] == 0) {
        return 0;
      }
    }
  }

  private void put(long key, int list) {
    int at = slot(key);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    keys[at] = key;
    lists[at] |= list;
  }

  private int slot(long key) {
    return (int) ((key * 0xC2B2AE3D27D4EB4FL) >>> 32) & (keys.length - 1);
  }
}

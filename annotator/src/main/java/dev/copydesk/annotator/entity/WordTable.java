package dev.copydesk.annotator.entity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number for each of some 100,000 words or names, kept as hashes of 64 bits, so that half a
 * million places take 6 MB; that two words fall together is not to be expected.
 */
final class WordTable {
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private final long[] keys = new long[1 << 19];
  private final int[] values = new int[1 << 19];

  /** Hash of what came before and one more word. */
  static long hash(long before, String word) {
    long hash = before * 0x9E3779B97F4A7C15L + word.length();
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    return hash == 0 ? 1 : hash;
  }

  /** A word in small letters without accents, as the lists have it. */
  static String fold(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < small.length(); i++) {
      if (small.charAt(i) > 0x7F) {
        String apart = Normalizer.normalize(small, Normalizer.Form.NFD);
        return ACCENTS.matcher(apart).replaceAll("").replace('’', '\'');
      }
    }
    return small;
  }

  /** What was added for a hash, or 0. */
  int get(long key) {
    for (int at = slot(key); ; at = (at + 1) & (keys.length - 1)) {
      if (keys[at] == key) {
        return values[at];
      }
      if (keys[at] == 0) {
        return 0;
      }
    }
  }

  /** Adds bits to what there is for a hash. */
  void add(long key, int bits) {
    int at = slot(key);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    keys[at] = key;
    values[at] |= bits;
  }

  private int slot(long key) {
    return (int) ((key * 0xC2B2AE3D27D4EB4FL) >>> 32) & (keys.length - 1);
  }
}

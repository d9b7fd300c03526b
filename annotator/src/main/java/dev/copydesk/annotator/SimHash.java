package dev.copydesk.annotator;

/**
 * A fingerprint that near-identical texts nearly share: each of 64 bits is the majority vote of the
 * hashes of all runs of three words (Charikar, "Similarity estimation techniques from rounding
 * algorithms", STOC 2002).
 */
final class SimHash {
  private static final int RUN = 3;

  private SimHash() {}

  /** 64 bits; 0 for a text without words. Case and punctuation do not count. */
  static long of(String text) {
    int[] votes = new int[Long.SIZE];
    long[] last = new long[RUN];
    int words = 0;
    int i = 0;
    while (i < text.length()) {
      long word = 0xcbf29ce484222325L; // FNV-1a
      int start = i;
      while (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) {
        word = (word ^ Character.toLowerCase(text.charAt(i))) * 0x100000001b3L;
        i++;
      }
      if (i == start) {
        i++;
        continue;
      }
      last[words++ % RUN] = word;
      if (words >= RUN) {
        vote(votes, mix(last, words));
      }
    }
    if (words > 0 && words < RUN) {
      vote(votes, mix(last, words));
    }
    long bits = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      bits |= votes[bit] > 0 ? 1L << bit : 0;
    }
    return bits;
  }

  private static void vote(int[] votes, long hash) {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      votes[bit] += (hash >>> bit & 1) == 1 ? 1 : -1;
    }
  }

  private static long mix(long[] last, int words) {
    long hash = 0;
    for (int back = 0; back < RUN; back++) {
      hash = (hash + last[(words + back) % RUN]) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 31;
    }
    return hash;
  }
}

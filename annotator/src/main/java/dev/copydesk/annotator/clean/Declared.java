package dev.copydesk.annotator.clean;

import java.util.Arrays;

/**
 * The body a page declares in its JSON-LD, to know its pieces again: the hash of every stretch of
 * it (Karp and Rabin, "Efficient randomized pattern-matching algorithms", 1987), so that a long
 * body and many blocks cost their sum and not their product.
 */
final class Declared {
  /** Letters and digits that must agree: more than two stories are likely to share. */
  private static final int STRETCH = 30;

  private static final long BASE = 1_000_003;

  private final long[] hashes;

  /**
   * @param body squeezed
   */
  Declared(String body) {
    hashes = new long[Math.max(0, body.length() - STRETCH + 1)];
    long first = 1;
    for (int i = 1; i < STRETCH; i++) {
      first *= BASE;
    }
    long hash = 0;
    for (int i = 0; i < body.length(); i++) {
      if (i >= STRETCH) {
        hash -= first * body.charAt(i - STRETCH);
      }
      hash = hash * BASE + body.charAt(i);
      if (i >= STRETCH - 1) {
        hashes[i - STRETCH + 1] = hash;
      }
    }
    Arrays.sort(hashes);
  }

  /** Whether the text opens as the body does somewhere, for two stretches if it is that long. */
  boolean opensWith(String text) {
    if (hashes.length == 0) {
      return false;
    }
    String said = Titles.squeeze(text);
    int last = Math.min(2 * STRETCH, said.length()) - STRETCH;
    return last >= 0 && holds(said, 0) && (last == 0 || holds(said, last));
  }

  /** Whether all of a text that is long enough to tell stands in the body, piece by piece. */
  boolean holdsAll(String text) {
    String said = Titles.squeeze(text);
    if (said.length() < STRETCH || hashes.length == 0) {
      return false;
    }
    for (int from = 0; from + STRETCH <= said.length(); from += STRETCH) {
      if (!holds(said, from)) {
        return false;
      }
    }
    return holds(said, said.length() - STRETCH);
  }

  private boolean holds(String said, int from) {
    long hash = 0;
    for (int i = from; i < from + STRETCH; i++) {
      hash = hash * BASE + said.charAt(i);
    }
    return Arrays.binarySearch(hashes, hash) >= 0;
  }
}

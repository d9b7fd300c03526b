package dev.copydesk.annotator.entity;

/**
 * What a word looks like, as hashes: itself, in small letters, its shape, its beginnings and ends.
 *
 * @param affixes the first two to four characters, then the last one to four
 */
record WordForm(int word, int lower, int shape, boolean capital, int[] affixes) {
  private static final int FEWEST = 2;
  private static final int MOST = 4;

  static WordForm of(String word) {
    int length = word.length();
    int[] affixes = new int[2 * MOST - FEWEST + 1];
    int at = 0;
    for (int n = FEWEST; n <= MOST; n++) {
      affixes[at++] = hash(word, 0, Math.min(n, length));
    }
    for (int n = 1; n <= MOST; n++) {
      affixes[at++] = hash(word, Math.max(0, length - n), length);
    }
    int lower = 0;
    int shape = 0;
    int last = 0;
    boolean twice = false;
    for (int i = 0; i < length; i++) {
      char c = word.charAt(i);
      lower = 31 * lower + Character.toLowerCase(c);
      int kind = kind(c);
      if (kind != last) {
        shape = 31 * shape + kind;
        twice = false;
      } else if (!twice) {
        shape = 31 * shape + 1;
        twice = true;
      }
      last = kind;
    }
    return new WordForm(
        word.hashCode(), lower, shape, Character.isUpperCase(word.charAt(0)), affixes);
  }

  private static int kind(char c) {
    if (Character.isUpperCase(c)) {
      return 'X';
    }
    if (Character.isDigit(c)) {
      return 'd';
    }
    return Character.isLetter(c) ? 'x' : c;
  }

  private static int hash(String word, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + word.charAt(i);
    }
    return hash;
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Sentences.Sentence;

/**
 * Each word of one field as the model sees it, and the bounds of what stands about it: words beyond
 * the sentence all look alike. Goes through the field from its begin to its end.
 */
final class Surroundings {
  private static final int BEYOND = 0x5EED;
  private static final int TITLED_WORDS = 4;

  private final Field field;
  private final WordForm[] forms;

  private int from;
  private int to;
  private int runFrom;
  private int runTo;

  Surroundings(Field field, WordForm[] forms) {
    this.field = field;
    this.forms = forms;
  }

  void enter(Sentence sentence) {
    from = sentence.from();
    to = sentence.to();
    runTo = from;
  }

  /** End of the present sentence. */
  int to() {
    return to;
  }

  /** Goes on to word i of the sentence, and into a new run where the last one is over. */
  void reach(int i) {
    if (i < runTo) {
      return;
    }
    runFrom = i;
    runTo = i + 1;
    if (!capital(i)) {
      return;
    }
    while (runTo < to) {
      String word = field.words().at(runTo);
      if (capital(runTo) || word.equals("-") || word.equals("&")) {
        runTo++;
      } else if (runTo + 1 < to && isLink(word) && capital(runTo + 1)) {
        runTo += 2;
      } else {
        return;
      }
    }
  }

  private static boolean isLink(String word) {
    return word.equals("of") || word.equals("al") || word.equals("de") || word.equals("bin");
  }

  /** Begin of the run of capitalised words, and the small ones of "Bank of England" among them. */
  int runFrom() {
    return runFrom;
  }

  int runTo() {
    return runTo;
  }

  /** Whether most longer words of the sentence have a capital, which then says little. */
  boolean isTitled() {
    int longer = 0;
    int capitals = 0;
    for (int i = from; i < to; i++) {
      String word = field.words().at(i);
      if (word.length() > 3 && Character.isLetter(word.charAt(0))) {
        longer++;
        capitals += capital(i) ? 1 : 0;
      }
    }
    return longer >= TITLED_WORDS && capitals * 4 >= longer * 3;
  }

  boolean within(int i) {
    return i >= from && i < to;
  }

  boolean capital(int i) {
    return forms[i].capital();
  }

  int word(int i) {
    return within(i) ? forms[i].word() : BEYOND;
  }

  int lower(int i) {
    return within(i) ? forms[i].lower() : BEYOND;
  }

  int shape(int i) {
    return within(i) ? forms[i].shape() : BEYOND;
  }

  int[] affixes(int i) {
    return forms[i].affixes();
  }

  int suffix(int i) {
    return within(i) ? Features.pair(forms[i].affixes()[5], forms[i].shape()) : BEYOND;
  }

  int known(int i) {
    return within(i) ? field.known()[i] : -1;
  }

  int lexicon(int i) {
    return within(i) ? Lexicon.listsOf(field.lexicon()[i]) : -1;
  }

  int sense(int i) {
    return within(i) ? Lexicon.sense(field.lexicon()[i]) : -1;
  }

  int ruled(int i) {
    return within(i) ? field.ruled()[i] : -1;
  }

  int fine(int i) {
    return within(i) ? WordClasses.fine(field.classes()[i]) : -1;
  }

  int middle(int i) {
    return within(i) ? WordClasses.middle(field.classes()[i]) : -1;
  }

  int broad(int i) {
    return within(i) ? WordClasses.broad(field.classes()[i]) : -1;
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.vocabulary.Rows;
import java.util.List;

/**
 * Classes of words that stand among the same words in news and encyclopaedias: surnames of one
 * country's politicians, towns of one county, clubs of one league. They tell the model what a word
 * is like that none of the texts it was taught holds. Fine classes are parts of middle ones, these
 * of broad ones. Immutable.
 */
final class WordClasses {
  private static final int FINE = 11;
  private static final int MIDDLE = 8;

  private final WordTable table = new WordTable();

  WordClasses() {
    for (List<String> row : Rows.of(WordClasses.class, "classes.tsv")) {
      String[] level = row.get(0).split(" ");
      int classes =
          Integer.parseInt(level[0]) << FINE + MIDDLE
              | Integer.parseInt(level[1]) << FINE
              | Integer.parseInt(level[2]);
      for (String word : row.get(1).split("\\|")) {
        table.add(WordTable.hash(0, word), classes);
      }
    }
  }

  /** The classes of each word, or 0. */
  int[] of(Words words) {
    int[] classes = new int[words.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = table.get(WordTable.hash(0, WordTable.fold(words.at(i))));
    }
    return classes;
  }

  static int fine(int classes) {
    return classes & ((1 << FINE) - 1);
  }

  static int middle(int classes) {
    return classes >> FINE & ((1 << MIDDLE) - 1);
  }

  static int broad(int classes) {
    return classes >> (FINE + MIDDLE);
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the block is by itself, and whether the page says it again. */
final class OwnSignals implements SignalGroup {
  static final List<String> NAMES =
      List.of(
          "words",
          "wordLength",
          "endsSentence",
          "stopWords",
          "linkDensity",
          "furniture",
          "scope",
          "vouched",
          "declares",
          "capitals",
          "digits",
          "commas",
          "lastSign",
          "firstSign",
          "repeats",
          "tag",
          "wordOdds",
          "wordOddsMean",
          "firstWordOdds");

  /** So much of a text tells how it is written, in characters. */
  private static final int SAMPLE = 400;

  private static final int MOST_REPEATS = 6;

  private final Looks looks;
  private final Map<String, Integer> repeats = new HashMap<>();
  private final boolean declares;

  OwnSignals(Looks looks) {
    this.looks = looks;
    boolean any = false;
    for (int i = 0; i < looks.count; i++) {
      repeats.merge(looks.block(i).text(), 1, Integer::sum);
      any |= looks.page.vouched()[i];
    }
    this.declares = any;
  }

  @Override
  public void fill(int i, Row row) {
    Block block = looks.block(i);
    Features seen = looks.features(i);
    String text = block.text();
    row.add(looks.words[i]);
    row.add((float) text.length() / Math.max(1, seen.words()));
    row.add(seen.endsSentence());
    row.add(seen.stopWords());
    row.add(looks.links[i]);
    row.add(looks.furniture[i]);
    row.add(looks.scope[i]);
    row.add(looks.page.vouched()[i]);
    row.add(declares);
    signs(text, seen.words(), row);
    row.add(Math.min(MOST_REPEATS, repeats.getOrDefault(text, 1)));
    row.add(looks.tags[i]);
    row.add(looks.heard[i].sum());
    row.add(looks.heard[i].mean());
    row.add(looks.heard[i].firstMean());
  }

  private static void signs(String text, int words, Row row) {
    int capitals = 0;
    int digits = 0;
    int commas = 0;
    boolean starts = true;
    int length = Math.min(text.length(), SAMPLE);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      capitals += starts && Character.isUpperCase(c) ? 1 : 0;
      digits += c >= '0' && c <= '9' ? 1 : 0;
      commas += c == ',' ? 1 : 0;
      starts = c == ' ';
    }
    row.add((float) capitals / Math.max(1, Math.min(words, 1 + length / 5)));
    row.add((float) digits / Math.max(1, length));
    row.add((float) commas * 10 / Math.max(1, length));
    row.add(text.endsWith("...") ? 6 : sign(text.charAt(text.length() - 1)));
    row.add(sign(text.charAt(0)));
  }

  private static float sign(char c) {
    if (Character.isLetter(c)) {
      return Character.isUpperCase(c) ? 1 : 2;
    }
    if (Character.isDigit(c)) {
      return 3;
    }
    return switch (c) {
      case '.', '!', '?' -> 4;
      case ':', ';', ',' -> 5;
      case '…', '»', '›', '→', '>' -> 6;
      case '"', '”', '“', '’', '‘', '\'' -> 7;
      case ')', ']', '(', '[' -> 8;
      default -> 9;
    };
  }
}

package dev.copydesk.annotator.clean;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells headline, deck and site among the lines above the article, where nothing names them. */
final class PageTop {
  private static final int SHORTEST_HEADLINE = 20;
  private static final int LONGEST_HEADLINE = 250;
  private static final int FEWEST_WORDS = 4;
  private static final int FEWEST_CAPITALISED_WORDS = 5;
  private static final int LONGEST_SITE_NAME = 40;
  private static final Pattern DOMAIN = Pattern.compile("[\\w-]{2,}(?:\\.[\\w-]{2,})+");

  private PageTop() {}

  /**
   * Of the lines above the article the nearest that could be a headline is taken for it, or the one
   * above that, if the two stand alone: headline and deck. Where all lines could be, the text opens
   * with its headline and the others head the story.
   */
  static List<Verdict> withHeadline(List<Verdict> verdicts) {
    int above = 0;
    while (above < verdicts.size() && !verdicts.get(above).isKept()) {
      above++;
    }
    int[] heads = IntStream.range(0, above).filter(i -> couldHead(verdicts, i)).toArray();
    if (heads.length == 0) {
      return verdicts;
    }
    int headline = heads[heads.length - 1];
    if (heads.length == above && above > 1 && above < verdicts.size()) {
      for (int i = 1; i < above; i++) {
        give(verdicts, i, null);
      }
      headline = 0;
    } else if (headline > 0
        && couldHead(verdicts, headline - 1)
        && (headline == 1 || !couldHead(verdicts, headline - 2))) {
      give(verdicts, headline, Reason.DECK);
      headline--;
    }
    give(verdicts, headline, Reason.HEADLINE);
    return verdicts;
  }

  private static void give(List<Verdict> verdicts, int i, @Nullable Reason reason) {
    verdicts.set(i, new Verdict(verdicts.get(i).block(), reason));
  }

  /** What stands under a byline says who the author is. */
  private static boolean couldHead(List<Verdict> verdicts, int i) {
    String line = verdicts.get(i).block().text();
    return verdicts.get(i).reason() == Reason.OTHER
        && (i == 0 || verdicts.get(i - 1).reason() != Reason.BYLINE)
        && line.length() >= SHORTEST_HEADLINE
        && line.length() <= LONGEST_HEADLINE
        && !line.endsWith(".")
        && saysSomething(line);
  }

  /** A few capitalised words are names: of an author and a place, of a desk. */
  private static boolean saysSomething(String line) {
    String[] words = line.split("[^\\p{L}\\p{N}’'-]+");
    boolean sentence =
        Stream.of(words)
            .filter(word -> !word.isEmpty())
            .anyMatch(word -> Character.isLowerCase(word.codePointAt(0)));
    return words.length >= (sentence ? FEWEST_WORDS : FEWEST_CAPITALISED_WORDS);
  }

  /** A dump may open with its site: a lone name that is an address, or stands above the day. */
  static List<Verdict> withMasthead(List<Verdict> verdicts) {
    int first = 0;
    while (first < verdicts.size() && verdicts.get(first).reason() == Reason.NAVIGATION) {
      first++;
    }
    if (first + 1 < verdicts.size() && verdicts.get(first).reason() == Reason.OTHER) {
      String line = verdicts.get(first).block().text();
      boolean dated = verdicts.get(first + 1).reason() == Reason.DATE;
      if (line.length() <= LONGEST_SITE_NAME && (dated || DOMAIN.matcher(line).matches())) {
        give(verdicts, first, Reason.SITE);
      }
    }
    return verdicts;
  }
}

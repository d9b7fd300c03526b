package dev.copydesk.annotator.clean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows furniture by what it says. The phrases are in furniture.tsv, none names a site. */
final class Furniture {
  /** Longer blocks are prose that may well mention a newsletter. */
  private static final int MOST_WORDS = 40;

  private static final int MOST_WORDS_SURE = 14;

  private record Phrase(String words, Reason reason) {}

  private record Within(int order, Phrase phrase) {}

  private final Map<String, Reason> whole = new HashMap<>();

  /** By their first letter: a dump may have hundreds of thousands of lines. */
  private final Map<Character, List<Phrase>> starts = new HashMap<>();

  /** By their first letter as well, each with its place in the file: the first of these counts. */
  private final Map<Character, List<Within>> within = new HashMap<>();

  private final Set<String> social = new HashSet<>();

  Furniture() {
    int order = 0;
    for (List<String> row : Tables.rows("furniture.tsv")) {
      order++;
      Phrase phrase = new Phrase(row.get(2), Reason.valueOf(row.get(0)));
      switch (row.get(1)) {
        case "is" -> whole.putIfAbsent(phrase.words, phrase.reason);
        case "starts" ->
            starts.computeIfAbsent(phrase.words.charAt(0), _ -> new ArrayList<>()).add(phrase);
        case "has" ->
            within
                .computeIfAbsent(phrase.words.charAt(0), _ -> new ArrayList<>())
                .add(new Within(order, phrase));
        case "lists" -> social.addAll(List.of(phrase.words.split(" ")));
        default -> throw new IllegalStateException("furniture.tsv: " + row.get(1));
      }
    }
  }

  /** What kind of furniture the text is by its words alone, or null. */
  @Nullable Reason of(String text, int words) {
    if (words > MOST_WORDS) {
      return isIconNames(text) ? Reason.ICONS : null;
    }
    String said = withoutBullet(text).toLowerCase(Locale.ROOT);
    Reason exact = whole.get(said);
    if (exact != null) {
      return exact;
    }
    if (isIconNames(said)) {
      return Reason.ICONS;
    }
    if (words <= 20 && isSocialList(said)) {
      return Reason.SHARE;
    }
    if (Dateline.isTimestamp(said)) {
      return Reason.DATE;
    }
    Reason phrase = opening(said, words);
    phrase = phrase == null ? inside(said) : phrase;
    if (phrase != null) {
      return phrase;
    }
    return Dateline.isByline(withoutBullet(text)) ? Reason.BYLINE : null;
  }

  /** A list that was dumped keeps its marks. */
  private static String withoutBullet(String text) {
    boolean listed =
        text.length() > 2 && text.charAt(1) == ' ' && "•·▪●*–-".indexOf(text.charAt(0)) >= 0;
    return listed ? text.substring(2) : text;
  }

  private @Nullable Reason inside(String said) {
    Within first = null;
    for (int i = 0; i < said.length(); i++) {
      for (Within one : within.getOrDefault(said.charAt(i), List.of())) {
        if ((first == null || one.order < first.order) && said.startsWith(one.phrase.words, i)) {
          first = one;
        }
      }
    }
    return first == null ? null : first.phrase.reason;
  }

  private @Nullable Reason opening(String said, int words) {
    for (Phrase start : starts.getOrDefault(said.charAt(0), List.of())) {
      if (said.startsWith(start.words) && (words <= MOST_WORDS_SURE || isBold(start.reason))) {
        return start.reason;
      }
    }
    return null;
  }

  /** Kinds whose opening words give them away however long they are. */
  private static boolean isBold(Reason reason) {
    return switch (reason) {
      case SUBSCRIBE, COMMENTS, LEGAL, CAPTION, AD -> true;
      default -> false;
    };
  }

  private boolean isSocialList(String said) {
    boolean any = false;
    for (String word : said.split("[ ,|/•·]+")) {
      if (!word.isEmpty() && !social.contains(word)) {
        return false;
      }
      any |= !word.isEmpty();
    }
    return any;
  }

  /** The names of an icon font in one line, "icon closeicon downloadicon". */
  private static boolean isIconNames(String text) {
    int icons = 0;
    for (int at = text.indexOf("icon"); at >= 0; at = text.indexOf("icon", at + 4)) {
      icons++;
    }
    return icons >= 3 && icons * 25 > text.length();
  }
}

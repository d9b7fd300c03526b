package dev.copydesk.annotator.clean;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows furniture by what it says. The phrases are in furniture.tsv, none names a site. */
final class Furniture {
  /** Longer blocks are prose that may well mention a newsletter. */
  private static final int MOST_WORDS = 40;

  private static final int MOST_WORDS_SURE = 14;
  private static final Set<String> SOCIAL =
      Set.of(
          "facebook",
          "twitter",
          "whatsapp",
          "telegram",
          "linkedin",
          "pinterest",
          "instagram",
          "reddit",
          "flipboard",
          "youtube",
          "tiktok",
          "tumblr",
          "email",
          "print",
          "share",
          "copy",
          "link",
          "messenger",
          "tweet",
          "google-news",
          "sms",
          "x",
          "follow",
          "us",
          "on",
          "rss",
          "snapchat",
          "threads",
          "bluesky",
          "more",
          "pocket",
          "vk",
          "viber",
          "line",
          "wechat");

  private final Map<String, Reason> whole = new HashMap<>();
  private final Map<String, Reason> starts = new LinkedHashMap<>();
  private final Map<String, Reason> within = new LinkedHashMap<>();

  Furniture() {
    InputStream file = Furniture.class.getResourceAsStream("furniture.tsv");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 3))
          .forEach(row -> table(row[1]).putIfAbsent(row[2], Reason.valueOf(row[0])));
    } catch (IOException broken) {
      throw new UncheckedIOException("furniture.tsv of this jar", broken);
    }
  }

  private Map<String, Reason> table(String how) {
    return switch (how) {
      case "is" -> whole;
      case "starts" -> starts;
      case "has" -> within;
      default -> throw new IllegalStateException("furniture.tsv: " + how);
    };
  }

  /** What kind of furniture the text is by its words alone, or null. */
  @Nullable Reason of(String text, int words) {
    if (words > MOST_WORDS) {
      return isIconNames(text) ? Reason.ICONS : null;
    }
    String said = text.toLowerCase(Locale.ROOT);
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
    for (Map.Entry<String, Reason> start : starts.entrySet()) {
      if (said.startsWith(start.getKey())
          && (words <= MOST_WORDS_SURE || isBold(start.getValue()))) {
        return start.getValue();
      }
    }
    for (Map.Entry<String, Reason> part : within.entrySet()) {
      if (said.contains(part.getKey())) {
        return part.getValue();
      }
    }
    return Dateline.isTimestamp(text)
        ? Reason.DATE
        : Dateline.isByline(text) ? Reason.BYLINE : null;
  }

  /** Kinds whose opening words give them away however long they are. */
  private static boolean isBold(Reason reason) {
    return switch (reason) {
      case SUBSCRIBE, COMMENTS, LEGAL, CAPTION, AD -> true;
      default -> false;
    };
  }

  private static boolean isSocialList(String said) {
    int social = 0;
    int others = 0;
    for (String word : said.split("[ ,|/•·]+")) {
      if (SOCIAL.contains(word)) {
        social++;
      } else if (!word.isEmpty()) {
        others++;
      }
    }
    return social >= 1 && others == 0;
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

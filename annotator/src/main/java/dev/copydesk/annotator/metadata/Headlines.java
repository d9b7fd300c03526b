package dev.copydesk.annotator.metadata;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes the site's name off a headline. */
final class Headlines {
  private static final List<String> MARKS =
      List.of(" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " : ");
  private static final int LEAST = 15;

  /** No headline has it; what stands before the last is site and section. */
  private static final String TRAIL = " :: ";

  private Headlines() {}

  /**
   * Cuts what stands before the first mark or follows the last if it is the site's name or domain;
   * after a vertical bar, which no headline has, whatever it is.
   */
  static String withoutSite(String headline, @Nullable String site, @Nullable String domain) {
    int trail = headline.lastIndexOf(TRAIL);
    if (trail > 0 && headline.length() - trail - TRAIL.length() >= LEAST) {
      return headline.substring(trail + TRAIL.length()).strip();
    }
    for (String mark : MARKS) {
      int at = headline.lastIndexOf(mark);
      if (at < 1) {
        continue;
      }
      int first = headline.indexOf(mark);
      String rest = headline.substring(first + mark.length()).strip();
      if (rest.length() >= LEAST && names(headline.substring(0, first), site, domain)) {
        return rest;
      }
      String head = headline.substring(0, at).strip();
      String tail = headline.substring(at + mark.length());
      if ((mark.equals(" | ") && head.length() >= LEAST) || names(tail, site, domain)) {
        return head;
      }
    }
    return headline;
  }

  /** The site, where a title is a trail that leads from it: "Site :: Section :: Headline". */
  static @Nullable String siteOf(String headline) {
    int first = headline.indexOf(TRAIL);
    return first > 0 ? headline.substring(0, first).strip() : null;
  }

  private static boolean names(String tail, @Nullable String site, @Nullable String domain) {
    String said = squeeze(tail);
    return !said.isEmpty()
        && ((site != null && squeeze(site).equals(said))
            || (domain != null
                && (squeeze(domain).equals(said) || squeeze(domain).startsWith(said))));
  }

  private static String squeeze(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().filter(Character::isLetterOrDigit).forEach(c -> out.append((char) c));
    return out.toString().toLowerCase(Locale.ROOT);
  }
}

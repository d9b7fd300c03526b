package dev.copydesk.annotator.metadata;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes the site's name off a headline. */
final class Headlines {
  private static final List<String> MARKS =
      List.of(" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " : ");
  private static final int LEAST = 15;

  private Headlines() {}

  /**
   * Cuts what follows the last mark if it is the site's name or domain; after a vertical bar, which
   * no headline has, whatever it is.
   */
  static String withoutSite(String headline, @Nullable String site, @Nullable String domain) {
    for (String mark : MARKS) {
      int at = headline.lastIndexOf(mark);
      if (at < 1) {
        continue;
      }
      String head = headline.substring(0, at).strip();
      String tail = headline.substring(at + mark.length());
      if ((mark.equals(" | ") && head.length() >= LEAST) || names(tail, site, domain)) {
        return head;
      }
    }
    return headline;
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

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Container;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows furniture by the elements around it: their tags, and the words in their class and id. */
final class Scopes {
  private static final Map<String, Reason> TAGS =
      Map.of(
          "nav", Reason.NAVIGATION,
          "footer", Reason.LEGAL,
          "aside", Reason.RELATED,
          "figcaption", Reason.CAPTION,
          "figure", Reason.CAPTION,
          "form", Reason.SUBSCRIBE,
          "button", Reason.WIDGET,
          "dialog", Reason.WIDGET,
          "menu", Reason.NAVIGATION,
          "address", Reason.BYLINE);

  private static final Map<String, Reason> WORDS =
      Map.ofEntries(
          Map.entry("nav", Reason.NAVIGATION),
          Map.entry("navbar", Reason.NAVIGATION),
          Map.entry("navigation", Reason.NAVIGATION),
          Map.entry("menu", Reason.NAVIGATION),
          Map.entry("breadcrumb", Reason.NAVIGATION),
          Map.entry("breadcrumbs", Reason.NAVIGATION),
          Map.entry("pagination", Reason.NAVIGATION),
          Map.entry("pager", Reason.NAVIGATION),
          Map.entry("toc", Reason.NAVIGATION),
          Map.entry("footer", Reason.LEGAL),
          Map.entry("copyright", Reason.LEGAL),
          Map.entry("disclaimer", Reason.LEGAL),
          Map.entry("sidebar", Reason.RELATED),
          Map.entry("related", Reason.RELATED),
          Map.entry("recommended", Reason.RELATED),
          Map.entry("recommendations", Reason.RELATED),
          Map.entry("trending", Reason.RELATED),
          Map.entry("popular", Reason.RELATED),
          Map.entry("outbrain", Reason.RELATED),
          Map.entry("taboola", Reason.RELATED),
          Map.entry("teaser", Reason.RELATED),
          Map.entry("teasers", Reason.RELATED),
          Map.entry("readmore", Reason.RELATED),
          Map.entry("share", Reason.SHARE),
          Map.entry("sharing", Reason.SHARE),
          Map.entry("sharedaddy", Reason.SHARE),
          Map.entry("social", Reason.SHARE),
          Map.entry("newsletter", Reason.SUBSCRIBE),
          Map.entry("subscribe", Reason.SUBSCRIBE),
          Map.entry("subscription", Reason.SUBSCRIBE),
          Map.entry("signup", Reason.SUBSCRIBE),
          Map.entry("paywall", Reason.SUBSCRIBE),
          Map.entry("promo", Reason.AD),
          Map.entry("ad", Reason.AD),
          Map.entry("ads", Reason.AD),
          Map.entry("advert", Reason.AD),
          Map.entry("advertisement", Reason.AD),
          Map.entry("sponsored", Reason.AD),
          Map.entry("comment", Reason.COMMENTS),
          Map.entry("comments", Reason.COMMENTS),
          Map.entry("disqus", Reason.COMMENTS),
          Map.entry("respond", Reason.COMMENTS),
          Map.entry("caption", Reason.CAPTION),
          Map.entry("credit", Reason.CAPTION),
          Map.entry("byline", Reason.BYLINE),
          Map.entry("author", Reason.BYLINE),
          Map.entry("authors", Reason.BYLINE),
          Map.entry("bio", Reason.BYLINE),
          Map.entry("timestamp", Reason.DATE),
          Map.entry("tags", Reason.TAGS),
          Map.entry("cookie", Reason.WIDGET),
          Map.entry("modal", Reason.WIDGET),
          Map.entry("popup", Reason.WIDGET),
          Map.entry("player", Reason.WIDGET));

  /** "has-sidebar" and "no-comments" tell of something beside the element. */
  private static final Set<String> NEGATIONS =
      Set.of("has", "no", "with", "without", "hide", "not", "before", "after", "under", "below");

  private final Map<Container, Optional<Reason>> known = new IdentityHashMap<>();

  /** What the container itself is, whatever it lies in; null where it may hold article. */
  @Nullable Reason of(Container container) {
    return known.computeIfAbsent(container, c -> Optional.ofNullable(judge(c))).orElse(null);
  }

  private static @Nullable Reason judge(Container container) {
    Container parent = container.parent();
    if (container.tag().equals("button") && parent != null && isHeading(parent.tag())) {
      return null; // questions that unfold their answers
    }
    Reason byTag = TAGS.get(container.tag());
    if (byTag != null || container.tag().equals("body") || container.tag().equals("html")) {
      return byTag;
    }
    String names = container.names();
    boolean negated = false;
    int start = 0;
    for (int i = 0; i <= names.length(); i++) {
      if (i == names.length() || !Character.isLetter(names.charAt(i))) {
        String word = names.substring(start, i);
        Reason reason = negated ? null : WORDS.get(word);
        if (reason != null) {
          return reason;
        }
        negated = NEGATIONS.contains(word);
        start = i + 1;
      }
    }
    return null;
  }

  private static boolean isHeading(String tag) {
    return tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1));
  }
}

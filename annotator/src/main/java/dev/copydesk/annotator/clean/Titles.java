package dev.copydesk.annotator.clean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Envelope;
import dev.copydesk.annotator.page.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What the page says its headline and its deck are, to know them again in the copy.
 *
 * @param headlines squeezed
 * @param decks squeezed
 */
record Titles(Set<String> headlines, Set<String> decks) {
  private static final int LEAST_DECK = 20;
  private static final int LONGEST_HEADLINE = 250;

  /** Elements called headline may hold each other, and all the page. */
  private static final int MOST_HEADLINES = 10;

  /** What the page says, and what is said beside it. */
  static Titles of(Page page) {
    return switch (page) {
      case Page.Html html -> of(html.document()).and(html.envelope());
      case Page.Text text -> of(text.blocks()).and(text.envelope());
      case Page.Item item -> of(item.blocks());
    };
  }

  private static Titles of(Document document) {
    Set<String> headlines = new HashSet<>();
    Set<String> decks = new HashSet<>();
    document.select("h1").stream()
        .limit(MOST_HEADLINES)
        .forEach(h1 -> headlines.add(squeeze(h1.text())));
    String title = document.title();
    headlines.add(squeeze(title));
    for (String mark : List.of(" | ", " - ", " – ", " — ", " : ", " « ", " » ")) {
      int at = title.lastIndexOf(mark);
      if (at > 0) {
        headlines.add(squeeze(title.substring(0, at)));
      }
    }
    for (Element meta : document.select("meta[property=og:title], meta[name=twitter:title]")) {
      headlines.add(squeeze(meta.attr("content")));
    }
    for (Element meta : document.select("meta[property=og:description], meta[name=description]")) {
      decks.add(squeeze(meta.attr("content")));
    }
    headlines.remove("");
    decks.removeIf(deck -> deck.length() < LEAST_DECK);
    return new Titles(headlines, decks);
  }

  /** Lines said twice that are no sentences: a dump shows the headline and its heading. */
  private static Titles of(List<Block> blocks) {
    Set<String> headlines = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (Block block : blocks) {
      String said = squeeze(block.text());
      boolean sentence = ".\"”’".indexOf(block.text().charAt(block.text().length() - 1)) >= 0;
      boolean fits = said.length() >= 15 && said.length() <= LONGEST_HEADLINE && !sentence;
      if (fits && !seen.add(said)) {
        headlines.add(said);
      }
    }
    return new Titles(headlines, Set.of());
  }

  private Titles and(Envelope envelope) {
    String headline = envelope.headline();
    String deck = envelope.description();
    Set<String> allHeadlines = new HashSet<>(headlines);
    Set<String> allDecks = new HashSet<>(decks);
    allHeadlines.add(headline == null ? "" : squeeze(headline));
    allDecks.add(deck == null ? "" : squeeze(deck));
    allHeadlines.remove("");
    allDecks.removeIf(said -> said.length() < LEAST_DECK);
    return new Titles(allHeadlines, allDecks);
  }

  /** What a block repeats; the deck only before the article has begun. */
  @Nullable Reason reason(Block block, boolean begun) {
    if (block.text().length() > 2 * LONGEST_HEADLINE) {
      return null;
    }
    String said = squeeze(block.text());
    if (headlines.contains(said)) {
      return Reason.HEADLINE;
    }
    return !begun && decks.contains(said) ? Reason.DECK : null;
  }

  /** The longest articleBody of the page's JSON-LD, squeezed; empty where there is none. */
  static String articleBody(List<JsonNode> linkedData) {
    String longest = "";
    for (JsonNode node : linkedData) {
      String body = node.path("articleBody").asText("");
      longest = body.length() > longest.length() ? body : longest;
    }
    return longest.isEmpty() ? "" : squeeze(Jsoup.parse(longest).text());
  }

  /** Letters and digits alone, in lower case: what is left when only typography differs. */
  static String squeeze(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        out.append(c);
      }
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}

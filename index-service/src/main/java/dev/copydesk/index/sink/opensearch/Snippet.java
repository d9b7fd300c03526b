package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.search.Articles.Piece;
import java.util.ArrayList;
import java.util.List;

/** The parts of a text that match a query, or its beginning, as plain pieces. */
final class Snippet {

  private static final int PASSAGES = 2;

  /** In UTF-16 code units. */
  private static final int PASSAGE_LENGTH = 160;

  /** How far into a text is looked, in UTF-16 code units. */
  private static final int LOOKED_THROUGH = 100_000;

  // Of Unicode's private use: where a text has them itself, a wrong word is marked and no more.
  private static final char BEGIN = '\uE000';
  private static final char END = '\uE001';

  private Snippet() {}

  static void ask(ObjectNode search) {
    ObjectNode highlight = search.putObject("highlight");
    highlight.putArray("pre_tags").add(String.valueOf(BEGIN));
    highlight.putArray("post_tags").add(String.valueOf(END));
    highlight
        .putObject("fields")
        .putObject("text")
        .put("type", "unified")
        .put("number_of_fragments", PASSAGES)
        .put("fragment_size", PASSAGE_LENGTH)
        .put("no_match_size", PASSAGE_LENGTH)
        .put("max_analyzer_offset", LOOKED_THROUGH);
  }

  /**
   * @param text the article's, to tell whether a passage is its beginning or its end
   */
  static List<Piece> read(JsonNode highlight, String text) {
    List<Piece> pieces = new ArrayList<>();
    String last = "";
    for (JsonNode passage : highlight.path("text")) {
      String marked = passage.asText();
      last = plain(marked);
      if (!pieces.isEmpty() || !text.startsWith(last)) {
        pieces.add(new Piece(pieces.isEmpty() ? "… " : " … ", false));
      }
      split(pieces, marked);
    }
    if (!last.isEmpty() && !text.endsWith(last)) {
      pieces.add(new Piece(" …", false));
    }
    return pieces;
  }

  private static void split(List<Piece> pieces, String marked) {
    int reached = 0;
    boolean inside = false;
    for (int i = 0; i <= marked.length(); i++) {
      if (i == marked.length() || marked.charAt(i) == BEGIN || marked.charAt(i) == END) {
        if (i > reached) {
          pieces.add(new Piece(marked.substring(reached, i).replaceAll("\\s+", " "), inside));
        }
        inside = i < marked.length() && marked.charAt(i) == BEGIN;
        reached = i + 1;
      }
    }
  }

  private static String plain(String marked) {
    return marked.replace(String.valueOf(BEGIN), "").replace(String.valueOf(END), "");
  }
}

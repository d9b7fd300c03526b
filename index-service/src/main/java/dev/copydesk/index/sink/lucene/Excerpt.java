package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Articles.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** Picks the parts of a text that match a query, or its beginning, as plain pieces. */
final class Excerpt {

  private static final int PASSAGES = 2;

  /** In UTF-16 code units; cut at words, since there are texts without any sentence's end. */
  private static final int PASSAGE_LENGTH = 160;

  /** How far into a text is looked, in UTF-16 code units. */
  private static final int LOOKED_THROUGH = 100_000;

  private final UnifiedHighlighter highlighter;

  Excerpt(Analyzer analyzer) {
    highlighter =
        UnifiedHighlighter.builderWithoutSearcher(analyzer)
            .withBreakIterator(
                () ->
                    LengthGoalBreakIterator.createClosestToLength(
                        BreakIterator.getWordInstance(Locale.ROOT), PASSAGE_LENGTH, 0.5f))
            // By words: as a whole, "quake place:Peru" matches nothing in the text alone.
            .withWeightMatches(false)
            .withMaxLength(LOOKED_THROUGH)
            .withFormatter(new ToPieces())
            .build();
  }

  @SuppressWarnings("unchecked") // ToPieces makes nothing else.
  List<Piece> of(String text, Query query) {
    try {
      Object pieces = highlighter.highlightWithoutSearcher(IndexFields.TEXT, query, text, PASSAGES);
      return pieces == null ? List.of() : (List<Piece>) pieces;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
  }

  private static final class ToPieces extends PassageFormatter {

    @Override
    public List<Piece> format(Passage[] passages, String text) {
      List<Piece> pieces = new ArrayList<>();
      int reached = 0;
      for (Passage passage : passages) {
        if (passage.getStartOffset() > reached) {
          pieces.add(new Piece(pieces.isEmpty() ? "… " : " … ", false));
        }
        reached = passage.getStartOffset();
        for (int i = 0; i < passage.getNumMatches(); i++) {
          int start = Math.max(reached, passage.getMatchStarts()[i]);
          int end = Math.min(passage.getEndOffset(), passage.getMatchEnds()[i]);
          if (end > start) {
            add(pieces, text.substring(reached, start), false);
            add(pieces, text.substring(start, end), true);
            reached = end;
          }
        }
        add(pieces, text.substring(reached, passage.getEndOffset()), false);
        reached = passage.getEndOffset();
      }
      if (reached < text.length()) {
        pieces.add(new Piece(" …", false));
      }
      return pieces;
    }

    private static void add(List<Piece> pieces, String text, boolean marked) {
      if (!text.isEmpty()) {
        pieces.add(new Piece(text.replaceAll("\\s+", " "), marked));
      }
    }
  }
}

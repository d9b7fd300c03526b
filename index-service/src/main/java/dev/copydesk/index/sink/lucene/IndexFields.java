package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Names of the index's fields and how their text becomes terms. */
final class IndexFields {

  /** Unique among the documents; also sorted by, so that every order is total. */
  static final String ID = "id";

  /** The contract's sequence, for the marker of a hidden article too. */
  static final String SEQUENCE = "sequence";

  /** A {@link State}. */
  static final String STATE = "state";

  /** The record as JSON, stored alone. */
  static final String RECORD = "record";

  /** Epoch milliseconds; absent where the article does not say. */
  static final String PUBLISHED = "published";

  /** What near-identical copies share, see {@link dev.copydesk.index.search.Fingerprint}. */
  static final String BAND = "band";

  static final String HEADLINE = "headline";
  static final String DESCRIPTION = "description";
  static final String BYLINE = "byline";
  static final String TEXT = "text";

  /** How much a match counts, by the field it is in. */
  static final Map<String, Float> BOOSTS =
      Map.of(HEADLINE, 3f, DESCRIPTION, 1.5f, BYLINE, 1f, TEXT, 1f);

  /** What a document stands for. Only USABLE ones are ever found. */
  enum State {
    USABLE,
    CANCELED,
    DELETED
  }

  private IndexFields() {}

  /** The fields that a query's field looks into. */
  static List<String> searched(Field field) {
    return field == Field.ANY ? List.copyOf(BOOSTS.keySet()) : List.of(field.label());
  }

  /** The field that holds a facet's values as they are shown. */
  static String facet(Field field) {
    return field.label() + ".facet";
  }

  /** Running text is stemmed; a name stays as it is but for case and accents. */
  static Analyzer analyzer() {
    Analyzer names = new WordAnalyzer(false);
    return new PerFieldAnalyzerWrapper(
        new WordAnalyzer(true),
        Stream.concat(
                Stream.of(BYLINE),
                Stream.of(Field.values())
                    .filter(field -> field.form() == Field.Form.NAME)
                    .map(Field::label))
            .collect(Collectors.toMap(name -> name, _ -> names)));
  }

  /**
   * Keeps every word, also the most frequent: "The Who" is a name. Porter's second stemmer joins
   * "killed" and "killing", and knows that "news" is not "new".
   */
  private static final class WordAnalyzer extends Analyzer {

    private final boolean stemming;

    WordAnalyzer(boolean stemming) {
      this.stemming = stemming;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new StandardTokenizer();
      TokenFilter folded = fold(new EnglishPossessiveFilter(words));
      return new TokenStreamComponents(
          words, stemming ? new SnowballFilter(folded, new EnglishStemmer()) : folded);
    }

    @Override
    protected TokenStream normalize(String field, TokenStream word) {
      return fold(word);
    }

    private static TokenFilter fold(TokenStream words) {
      return new ASCIIFoldingFilter(new LowerCaseFilter(words));
    }

    /** So that no phrase reaches from one name into the next. */
    @Override
    public int getPositionIncrementGap(String field) {
      return 100;
    }
  }
}

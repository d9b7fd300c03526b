package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.WordAnalyzer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;

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
    Analyzer names = WordAnalyzer.ofNames();
    return new PerFieldAnalyzerWrapper(
        WordAnalyzer.ofProse(),
        Stream.concat(
                Stream.of(BYLINE),
                Stream.of(Field.values())
                    .filter(field -> field.form() == Field.Form.NAME)
                    .map(Field::label))
            .collect(Collectors.toMap(name -> name, _ -> names)));
  }
}

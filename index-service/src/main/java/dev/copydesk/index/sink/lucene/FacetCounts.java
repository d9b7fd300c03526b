package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Articles.Bucket;
import dev.copydesk.index.search.Field;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/** Counts the values of each facet; keeps what costs much to prepare until the index changes. */
final class FacetCounts {

  private static final int VALUES = 10;
  private static final long MILLIS_A_DAY = Duration.ofDays(1).toMillis();

  private volatile @Nullable Prepared prepared;

  private record Prepared(IndexReader reader, Map<Field, StringDocValuesReaderState> states) {}

  Map<Field, List<Bucket>> count(IndexReader reader, FacetsCollector matching) throws IOException {
    Map<Field, List<Bucket>> counts = new EnumMap<>(Field.class);
    for (Map.Entry<Field, StringDocValuesReaderState> facet : prepare(reader).entrySet()) {
      @Nullable FacetResult result =
          new StringValueFacetCounts(facet.getValue(), matching)
              .getTopChildren(VALUES, IndexFields.facet(facet.getKey()));
      counts.put(
          facet.getKey(),
          result == null
              ? List.of()
              : Stream.of(result.labelValues)
                  .map(value -> new Bucket(value.label, value.value.longValue()))
                  .toList());
    }
    return counts;
  }

  /** By day in UTC, how many of them were published; those that do not say are left out. */
  static SortedMap<LocalDate, Long> days(FacetsCollector matching) throws IOException {
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    for (FacetsCollector.MatchingDocs segment : matching.getMatchingDocs()) {
      NumericDocValues published =
          DocValues.getNumeric(segment.context().reader(), IndexFields.PUBLISHED);
      DocIdSetIterator documents = segment.bits().iterator();
      for (int document = documents.nextDoc();
          document != DocIdSetIterator.NO_MORE_DOCS;
          document = documents.nextDoc()) {
        if (published.advanceExact(document)) {
          days.merge(
              LocalDate.ofEpochDay(Math.floorDiv(published.longValue(), MILLIS_A_DAY)),
              1L,
              Long::sum);
        }
      }
    }
    return days;
  }

  private Map<Field, StringDocValuesReaderState> prepare(IndexReader reader) throws IOException {
    Prepared before = prepared;
    if (before != null && before.reader() == reader) {
      return before.states();
    }
    Map<Field, StringDocValuesReaderState> states = new EnumMap<>(Field.class);
    for (Field field : Field.facets()) {
      states.put(field, new StringDocValuesReaderState(reader, IndexFields.facet(field)));
    }
    prepared = new Prepared(reader, states);
    return states;
  }
}

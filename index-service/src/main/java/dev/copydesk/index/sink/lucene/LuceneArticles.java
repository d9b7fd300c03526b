package dev.copydesk.index.sink.lucene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.BadRequestException;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.sink.lucene.IndexFields.State;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsCollectorManager.FacetsResult;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Answers from the index as it was at its last refresh. */
final class LuceneArticles implements Articles {

  private static final Map<Order, Sort> SORTS =
      Map.of(
          Order.BEST, sort(SortField.FIELD_SCORE, true),
          Order.NEWEST, sort(null, true),
          Order.OLDEST, sort(null, false));

  private final Analyzer analyzer = IndexFields.analyzer();
  private final QueryTranslator translator = new QueryTranslator(analyzer);
  private final Excerpt excerpt = new Excerpt(analyzer);
  private final FacetCounts facets = new FacetCounts();
  private final ObjectMapper json = new ObjectMapper();
  private final Supplier<SearcherManager> searchers;

  /** What is asked with an index at hand. */
  private interface Question<T> {
    T ask(IndexSearcher searcher) throws IOException;
  }

  /**
   * @param searchers those to use now; others after another index took the place of this one
   */
  LuceneArticles(Supplier<SearcherManager> searchers) {
    this.searchers = searchers;
  }

  @Override
  public Page search(Request request) {
    try {
      return ask(searcher -> page(searcher, request));
    } catch (IndexSearcher.TooManyClauses _) {
      throw new BadRequestException(
          "QUERY_TOO_COSTLY",
          "The query stands for too many words",
          "Ask for fewer words or longer beginnings");
    }
  }

  @Override
  public Kept article(String id) {
    return ask(
        searcher -> {
          TopDocs found = searcher.search(new TermQuery(new Term(IndexFields.ID, id)), 1);
          if (found.scoreDocs.length == 0) {
            return new Kept.Nothing();
          }
          Document document = searcher.storedFields().document(found.scoreDocs[0].doc);
          return switch (State.valueOf(document.get(IndexFields.STATE))) {
            case USABLE -> new Kept.Article(document.get(IndexFields.RECORD));
            case CANCELED -> new Kept.Withdrawn();
            case DELETED -> new Kept.Nothing();
          };
        });
  }

  @Override
  public long generation() {
    // Another index counts its versions anew.
    long index = System.identityHashCode(searchers.get());
    return ask(
        searcher ->
            index << Integer.SIZE ^ ((DirectoryReader) searcher.getIndexReader()).getVersion());
  }

  private Page page(IndexSearcher searcher, Request request) throws IOException {
    Query query = translator.translate(request.query());
    Sort sort = Objects.requireNonNull(SORTS.get(request.order()));
    boolean shown = request.detail() == Detail.SHOWN;
    // One more than shown tells whether there is a next page.
    int wanted = request.limit() + 1;
    FieldDoc after =
        request.after().map(cursor -> place(searcher, cursor, request.order())).orElse(null);
    TopDocs found;
    Map<Field, List<Bucket>> counts = Map.of();
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    if (shown) {
      FacetsResult result =
          FacetsCollectorManager.searchAfter(
              searcher, after, onlyUsable(query), wanted, sort, new FacetsCollectorManager());
      found = result.topDocs();
      counts = facets.count(searcher.getIndexReader(), result.facetsCollector());
      days = FacetCounts.days(result.facetsCollector());
    } else {
      found = searcher.searchAfter(after, onlyUsable(query), wanted, sort);
    }
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < Math.min(found.scoreDocs.length, request.limit()); i++) {
      JsonNode record = record(searcher.storedFields().document(found.scoreDocs[i].doc));
      hits.add(
          new Hit(
              record,
              cursor((FieldDoc) found.scoreDocs[i], request.order()),
              shown ? excerpt.of(record.path("text").asText(), query) : List.of()));
    }
    return new Page(
        found.totalHits.value(),
        hits,
        counts,
        days,
        found.scoreDocs.length > request.limit()
            ? Optional.of(hits.getLast().place())
            : Optional.empty());
  }

  private JsonNode record(Document document) {
    try {
      return json.readTree(document.get(IndexFields.RECORD));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The index holds a record that is not JSON", e);
    }
  }

  private static Query onlyUsable(Query query) {
    return new BooleanQuery.Builder()
        .add(query, Occur.MUST)
        .add(new TermQuery(new Term(IndexFields.STATE, State.USABLE.name())), Occur.FILTER)
        .build();
  }

  private static Sort sort(@Nullable SortField first, boolean newestFirst) {
    SortField published =
        new SortField(
            IndexFields.PUBLISHED,
            SortField.Type.LONG,
            newestFirst,
            newestFirst ? Long.MIN_VALUE : Long.MAX_VALUE);
    SortField id = new SortField(IndexFields.ID, SortField.Type.STRING);
    return first == null ? new Sort(published, id) : new Sort(first, published, id);
  }

  private static Cursor cursor(FieldDoc hit, Order order) {
    int published = order == Order.BEST ? 1 : 0;
    return new Cursor(
        order == Order.BEST ? (Float) hit.fields[0] : 0,
        (Long) hit.fields[published],
        ((BytesRef) hit.fields[published + 1]).utf8ToString());
  }

  /** Ids are unique, so that no document ties with the place but the one it was taken from. */
  private static FieldDoc place(IndexSearcher searcher, Cursor cursor, Order order) {
    int last = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
    BytesRef id = new BytesRef(cursor.id());
    Object[] place =
        order == Order.BEST
            ? new Object[] {cursor.score(), cursor.published(), id}
            : new Object[] {cursor.published(), id};
    return new FieldDoc(last, Float.NaN, place);
  }

  private <T> T ask(Question<T> question) {
    try {
      SearcherManager current = searchers.get();
      while (true) {
        IndexSearcher searcher;
        try {
          searcher = current.acquire();
        } catch (AlreadyClosedException e) {
          SearcherManager next = searchers.get();
          if (next == current) {
            throw e;
          }
          // Another index took over since it was looked up.
          current = next;
          continue;
        }
        try {
          return question.ask(searcher);
        } finally {
          current.release(searcher);
        }
      }
    } catch (IOException | AlreadyClosedException e) {
      throw new UnavailableException("The index cannot be read", e);
    }
  }
}

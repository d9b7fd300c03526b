package dev.copydesk.index.sink.lucene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.BadRequestException;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.sink.lucene.IndexFields.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsCollectorManager.FacetsResult;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
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

  private static final Sort BEST_THEN_NEWEST = bestThenNewest();

  private final Analyzer analyzer = IndexFields.analyzer();
  private final QueryTranslator translator = new QueryTranslator(analyzer);
  private final Excerpt excerpt = new Excerpt(analyzer);
  private final FacetCounts facets = new FacetCounts();
  private final ObjectMapper json = new ObjectMapper();
  private volatile @Nullable SearcherManager searchers;

  /** What is asked with an index at hand. */
  private interface Question<T> {
    T ask(IndexSearcher searcher) throws IOException;
  }

  /** Takes these from now on. */
  void use(SearcherManager searchers) {
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

  private Page page(IndexSearcher searcher, Request request) throws IOException {
    Query query = translator.translate(request.query());
    // One more than shown tells whether there is a next page.
    FacetsResult result =
        FacetsCollectorManager.searchAfter(
            searcher,
            request.after().map(cursor -> place(searcher, cursor)).orElse(null),
            onlyUsable(query),
            request.limit() + 1,
            BEST_THEN_NEWEST,
            new FacetsCollectorManager());
    ScoreDoc[] found = result.topDocs().scoreDocs;
    List<Hit> hits = new ArrayList<>();
    Optional<Cursor> last = Optional.empty();
    for (int i = 0; i < Math.min(found.length, request.limit()); i++) {
      Cursor place = cursor((FieldDoc) found[i]);
      hits.add(hit(searcher, found[i].doc, place, query));
      last = Optional.of(place);
    }
    return new Page(
        result.topDocs().totalHits.value(),
        hits,
        facets.count(searcher.getIndexReader(), result.facetsCollector()),
        found.length > request.limit() ? last : Optional.empty());
  }

  private Hit hit(IndexSearcher searcher, int document, Cursor place, Query query)
      throws IOException {
    JsonNode record = record(searcher.storedFields().document(document));
    return new Hit(
        place.id(),
        record.path("headline").textValue(),
        record.path("published").path("value").textValue(),
        place.score(),
        excerpt.of(record.path("text").asText(), query));
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

  private static Sort bestThenNewest() {
    SortField published = new SortField(IndexFields.PUBLISHED, SortField.Type.LONG, true);
    published.setMissingValue(Long.MIN_VALUE);
    return new Sort(
        SortField.FIELD_SCORE, published, new SortField(IndexFields.ID, SortField.Type.STRING));
  }

  private static Cursor cursor(FieldDoc hit) {
    return new Cursor(
        (Float) hit.fields[0], (Long) hit.fields[1], ((BytesRef) hit.fields[2]).utf8ToString());
  }

  /** Ids are unique, so that no document ties with the place but the one it was taken from. */
  private static FieldDoc place(IndexSearcher searcher, Cursor cursor) {
    int last = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
    return new FieldDoc(
        last,
        Float.NaN,
        new Object[] {cursor.score(), cursor.published(), new BytesRef(cursor.id())});
  }

  private <T> T ask(Question<T> question) {
    try {
      SearcherManager current = searchers;
      if (current == null) {
        throw new AlreadyClosedException("Not yet open");
      }
      IndexSearcher searcher = current.acquire();
      try {
        return question.ask(searcher);
      } finally {
        current.release(searcher);
      }
    } catch (IOException | AlreadyClosedException e) {
      throw new UnavailableException("The index cannot be read", e);
    }
  }
}

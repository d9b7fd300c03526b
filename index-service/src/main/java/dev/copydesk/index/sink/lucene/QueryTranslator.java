package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.Fingerprint;
import dev.copydesk.index.search.NewsQuery;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

/** What somebody looks for, in Lucene's terms. */
final class QueryTranslator {

  /**
   * A little for each further field that matches, so that headline and text beat headline alone.
   */
  private static final float FURTHER_FIELDS = 0.1f;

  private final Analyzer analyzer;
  private final QueryBuilder builder;

  QueryTranslator(Analyzer analyzer) {
    this.analyzer = analyzer;
    this.builder = new QueryBuilder(analyzer);
  }

  Query translate(NewsQuery query) {
    return switch (query) {
      case NewsQuery.Everything() -> MatchAllDocsQuery.INSTANCE;
      case NewsQuery.Words(Field field, String text) -> words(field, text);
      case NewsQuery.Prefix(Field field, String text) -> prefix(field, text);
      case NewsQuery.Published(var from, var until) ->
          LongPoint.newRangeQuery(
              IndexFields.PUBLISHED, from.toEpochMilli(), until.toEpochMilli() - 1);
      case NewsQuery.Resembling(long fingerprint) -> resembling(fingerprint);
      case NewsQuery.AllOf(List<NewsQuery> parts) -> allOf(parts);
      case NewsQuery.AnyOf(List<NewsQuery> parts) -> anyOf(parts);
      case NewsQuery.Not _ -> allOf(List.of(query));
    };
  }

  private Query words(Field field, String text) {
    if (field.form().isCode()) {
      return new TermQuery(new Term(field.label(), field.code(text)));
    }
    List<Query> queries = new ArrayList<>();
    for (String searched : IndexFields.searched(field)) {
      Query phrase = builder.createPhraseQuery(searched, text);
      if (phrase != null) {
        queries.add(boosted(searched, phrase));
      }
    }
    return best(queries);
  }

  private Query prefix(Field field, String text) {
    if (field.form().isCode()) {
      return new PrefixQuery(new Term(field.label(), field.code(text)));
    }
    return best(
        IndexFields.searched(field).stream()
            .map(
                searched ->
                    boosted(
                        searched,
                        new PrefixQuery(new Term(searched, analyzer.normalize(searched, text)))))
            .toList());
  }

  /** Without a score, so that copies keep the places that they have among the hits. */
  private static Query resembling(long fingerprint) {
    return new ConstantScoreQuery(
        new TermInSetQuery(
            IndexFields.BAND, Fingerprint.bands(fingerprint).stream().map(BytesRef::new).toList()));
  }

  private Query allOf(List<NewsQuery> parts) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    if (parts.stream().allMatch(NewsQuery.Not.class::isInstance)) {
      all.add(MatchAllDocsQuery.INSTANCE, Occur.MUST);
    }
    for (NewsQuery part : parts) {
      if (part instanceof NewsQuery.Not(NewsQuery unwanted)) {
        all.add(translate(unwanted), Occur.MUST_NOT);
      } else if (part instanceof NewsQuery.Resembling) {
        all.add(translate(part), Occur.FILTER);
      } else {
        all.add(translate(part), Occur.MUST);
      }
    }
    return all.build();
  }

  private Query anyOf(List<NewsQuery> parts) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    parts.forEach(part -> any.add(translate(part), Occur.SHOULD));
    return any.build();
  }

  private static Query best(List<Query> queries) {
    return queries.isEmpty()
        ? new MatchNoDocsQuery("Nothing in it is a word")
        : new DisjunctionMaxQuery(queries, FURTHER_FIELDS);
  }

  private static Query boosted(String field, Query query) {
    return new BoostQuery(query, IndexFields.BOOSTS.getOrDefault(field, 1f));
  }
}

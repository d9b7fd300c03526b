package dev.copydesk.bench;

import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.NewsQuery;
import dev.copydesk.index.search.WordAnalyzer;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.index.sink.opensearch.OpenSearchSettings;
import dev.copydesk.index.sink.opensearch.OpenSearchSink;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Pipeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;

/**
 * Enriched articles into a sink, in the batches and with the commits of the index service, beside a
 * bare loop over the same library that replaces by id, keeps the record and indexes headline and
 * text by the same words, and compares no sequence, keeps no position and prepares no facet. In
 * turns, in one process; then searches with snippets and facets while more is written.
 */
final class IndexBenchmark {

  private static final int BATCH = 200;

  /** An odd number of them has a median. */
  private static final int TURNS = 5;

  private static final Duration COMMIT = Duration.ofSeconds(1);
  private static final Duration REFRESH = Duration.ofMillis(200);
  private static final Duration SEARCHING = Duration.ofSeconds(15);
  private static final String[] WORDS =
      "mayor harbour budget river storm minister profit".split(" ");

  private final WorkFolder work;
  private int written;

  private IndexBenchmark(WorkFolder work) {
    this.work = work;
  }

  /**
   * @param arguments how many articles a turn has (5,000), and the address of an OpenSearch
   */
  static void run(List<String> arguments) throws Exception {
    int count = arguments.isEmpty() ? 5_000 : Integer.parseInt(arguments.getFirst());
    WorkFolder work = WorkFolder.create("index");
    IndexBenchmark benchmark = new IndexBenchmark(work);
    System.out.printf(
        "%-12s %10s %14s %14s %7s %15s%n",
        "sink", "articles", "sink rec/s", "bare rec/s", "ratio", "lowest, highest");
    benchmark.lucene(count);
    if (arguments.size() > 1) {
      benchmark.openSearch(count, URI.create(arguments.get(1)));
    }
    work.remove();
  }

  private void lucene(int count) throws Exception {
    try (LuceneSink sink = new LuceneSink(work.resolve("sink"), REFRESH);
        FSDirectory directory = FSDirectory.open(work.resolve("bare"));
        IndexWriter bare =
            new IndexWriter(
                directory, new IndexWriterConfig(WordAnalyzer.ofProse()).setRAMBufferSizeMB(64))) {
      turns("lucene", count, sink, articles -> intoLucene(bare, articles));
      latency("lucene", sink, sink.articles());
    }
  }

  private void openSearch(int count, URI node) throws Exception {
    OpenSearchSettings settings =
        new OpenSearchSettings(
            List.of(node), "bench-sink", Optional.empty(), Optional.empty(), 1, 0);
    try (OpenSearchSink sink = new OpenSearchSink(settings, REFRESH);
        HttpClient http = HttpClient.newHttpClient()) {
      sink.clear();
      delete(http, node);
      turns("opensearch", count, sink, articles -> intoOpenSearch(http, node, articles));
      latency("opensearch", sink, sink.articles());
    }
  }

  /** What is measured against; in seconds. */
  @FunctionalInterface
  private interface Bare {
    double take(List<EnrichedArticle> articles) throws Exception;
  }

  /** The first turn, in which both are compiled, does not count. */
  private void turns(String name, int count, Sink sink, Bare bare) throws Exception {
    Turns turns = new Turns();
    for (int turn = 0; turn <= TURNS; turn++) {
      List<EnrichedArticle> articles = articles(count);
      double ours = intoSink(sink, articles);
      double theirs = bare.take(articles);
      if (turn > 0) {
        turns.add(ours, theirs);
      }
    }
    System.out.printf(
        "%-12s %10d %14.0f %14.0f %7.2f %15s%n",
        name, count, count / turns.ours(), count / turns.plain(), turns.ratio(), turns.range());
  }

  private double intoSink(Sink sink, List<EnrichedArticle> articles) {
    long begun = System.nanoTime();
    long committed = begun;
    for (int from = 0; from < articles.size(); from += BATCH) {
      apply(sink, articles.subList(from, Math.min(articles.size(), from + BATCH)));
      if (System.nanoTime() - committed > COMMIT.toNanos()) {
        sink.commit();
        committed = System.nanoTime();
      }
    }
    sink.commit();
    return seconds(begun);
  }

  private void apply(Sink sink, List<EnrichedArticle> articles) {
    List<Change> changes = new ArrayList<>();
    articles.forEach(article -> changes.add(new Change.Upsert(article, 0)));
    sink.apply(
        changes,
        new Position(
            new Position.TopicIdentity("bench", "bench", "bench"),
            Map.of(0, (long) written),
            Instant.EPOCH));
  }

  private static double intoLucene(IndexWriter writer, List<EnrichedArticle> articles)
      throws IOException {
    long begun = System.nanoTime();
    long committed = begun;
    for (EnrichedArticle article : articles) {
      Document document = new Document();
      document.add(new StringField("id", article.getId(), Store.NO));
      document.add(new NumericDocValuesField("sequence", article.getSequence()));
      document.add(new StoredField("record", article.toString()));
      document.add(new TextField("headline", article.getHeadline(), Store.NO));
      document.add(new TextField("text", article.getText(), Store.NO));
      writer.updateDocument(new Term("id", article.getId()), document);
      if (System.nanoTime() - committed > COMMIT.toNanos()) {
        writer.commit();
        committed = System.nanoTime();
      }
    }
    writer.commit();
    return seconds(begun);
  }

  private static double intoOpenSearch(HttpClient http, URI node, List<EnrichedArticle> articles)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    for (int from = 0; from < articles.size(); from += BATCH) {
      StringBuilder bulk = new StringBuilder();
      for (EnrichedArticle article :
          articles.subList(from, Math.min(articles.size(), from + BATCH))) {
        bulk.append("{\"index\":{\"_id\":\"").append(article.getId()).append("\"}}\n");
        bulk.append(article).append('\n');
      }
      int status =
          http.send(
                  HttpRequest.newBuilder(node.resolve("/bench-bare/_bulk?filter_path=errors"))
                      .header("Content-Type", "application/x-ndjson")
                      .POST(BodyPublishers.ofString(bulk.toString()))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        throw new IOException("OpenSearch answered " + status);
      }
    }
    return seconds(begun);
  }

  private static void delete(HttpClient http, URI node) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(node.resolve("/bench-bare?ignore_unavailable=true"))
            .DELETE()
            .build(),
        BodyHandlers.discarding());
  }

  private void latency(String name, Sink sink, dev.copydesk.index.search.Articles articles)
      throws InterruptedException {
    long until = System.nanoTime() + SEARCHING.toNanos();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (System.nanoTime() < until) {
                    apply(sink, articles(BATCH));
                  }
                  sink.commit();
                });
    List<Double> millis = new ArrayList<>();
    for (int i = 0; System.nanoTime() < until; i++) {
      long begun = System.nanoTime();
      var page =
          articles.search(
              new Request(
                  new NewsQuery.Words(Field.ANY, WORDS[i % WORDS.length]),
                  Order.BEST,
                  Optional.empty(),
                  20,
                  Detail.SHOWN));
      if (page.total() == 0) {
        throw new IllegalStateException("Nothing was found, so nothing was measured");
      }
      millis.add(seconds(begun) * 1_000);
    }
    writer.join();
    System.out.printf(
        "%s: %d searches among %d articles while writing: %s%n",
        name, millis.size(), written, new Percentiles(millis));
  }

  private List<EnrichedArticle> articles(int count) {
    List<EnrichedArticle> articles =
        IntStream.range(written, written + count).mapToObj(IndexBenchmark::article).toList();
    written += count;
    return articles;
  }

  private static EnrichedArticle article(int number) {
    return EnrichedArticle.newBuilder()
        .setId("article-" + number)
        .setRevision(1)
        .setSequence(1)
        .setStatus(ArticleStatus.USABLE)
        .setSource(Articles.source(number, 1))
        .setHeadline("Article number " + number)
        .setText(Articles.text(number))
        .setFingerprint(number)
        .setImages(List.of())
        .setRemoved(List.of())
        .setEntities(List.of())
        .setNumbers(List.of())
        .setClaims(List.of())
        .setPipeline(
            Pipeline.newBuilder()
                .setVersion("bench")
                .setSchema$(1)
                .setEnrichedAt("2026-01-01T00:00:00Z")
                .setSkipped(List.of())
                .build())
        .build();
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}

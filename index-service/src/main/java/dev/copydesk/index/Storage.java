package dev.copydesk.index;

import dev.copydesk.index.IndexSettings.Target;
import dev.copydesk.index.search.Articles;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.index.sink.jsonl.JsonlSettings;
import dev.copydesk.index.sink.jsonl.JsonlSink;
import dev.copydesk.index.sink.jsonl.NoArticles;
import dev.copydesk.index.sink.jsonl.NoSuccession;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.index.sink.opensearch.OpenSearchSettings;
import dev.copydesk.index.sink.opensearch.OpenSearchSink;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What keeps the articles, by both its sides.
 *
 * @param sink written to
 * @param succession how its index is built anew
 * @param articles searched; usable as long as the sink is open
 */
record Storage(Sink sink, Succession succession, Articles articles) {

  /**
   * @throws dev.copydesk.service.SettingsException if a folder cannot be used
   */
  static Storage open(IndexSettings settings, InstantSource clock) {
    return switch (settings.target()) {
      case Target.Lucene(Path folder) -> {
        LuceneSink sink = new LuceneSink(folder, settings.refreshEvery());
        yield new Storage(sink, sink, sink.articles());
      }
      case Target.OpenSearch(OpenSearchSettings cluster) -> {
        OpenSearchSink sink = new OpenSearchSink(cluster, settings.refreshEvery());
        yield new Storage(sink, sink, sink.articles());
      }
      case Target.Jsonl(JsonlSettings files) ->
          new Storage(new JsonlSink(files, clock), new NoSuccession(), new NoArticles());
    };
  }
}

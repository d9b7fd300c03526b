package dev.copydesk.standalone.status;

import dev.copydesk.standalone.status.Sample.Instance;
import dev.copydesk.standalone.status.Sample.LastError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How everything is: what {@code status} and {@code top} show. All of it comes from the metrics of
 * {@code docs/metrics.md}.
 *
 * @param oldestFileSeconds how long the file that waits for longest has lain there; null where no
 *     ingest answers
 * @param fileToIndexSeconds mean of the articles found between the samples, or of all where there
 *     was none; null where none ever was
 * @param readers null where no index service answers, which alone asks the brokers
 */
record Status(
    List<Service> services,
    List<Stage> stages,
    @Nullable Long waitingFiles,
    @Nullable Double oldestFileSeconds,
    @Nullable Double fileToIndexSeconds,
    @Nullable List<Reader> readers,
    List<OpenLetters> deadLetters,
    List<Replay> replays,
    List<Failure> lastErrors) {

  /** A check of a process, or a process that does not answer. */
  public record Service(String url, String name, boolean ready, @Nullable String trouble) {}

  /**
   * @param received a second: files, raw articles, enriched records
   * @param sent a second: raw articles, enriched records, articles that can be found
   * @param bytes received a second, before compression
   * @param errors since the processes were started
   */
  public record Stage(String name, double received, double sent, double bytes, long errors) {}

  /**
   * @param name consumer group, or "index"
   * @param seconds age of the oldest record not read; null where the brokers did not say in time
   */
  public record Reader(String topic, String name, long records, @Nullable Long seconds) {}

  public record OpenLetters(String stage, String code, long open) {}

  /** One under way, in records of news.raw. */
  public record Replay(String id, long done, long planned) {}

  /**
   * @param time epoch milliseconds
   */
  public record Failure(String stage, String code, String message, String source, long time) {}

  /** Whether every process answers and is ready. */
  public boolean isWell() {
    return services.stream().allMatch(Service::ready);
  }

  static Status between(Sample before, Sample now) {
    double seconds =
        Math.max(1, now.nanos() - before.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
    return new Status(
        now.instances().stream().flatMap(instance -> services(instance).stream()).toList(),
        List.of(
            stage(
                "ingest", "ingest_files", "ingest_articles", "ingest_bytes", before, now, seconds),
            stage("enrich", "enrich_in", "enrich_written", "enrich_in_bytes", before, now, seconds),
            stage(
                "index", "index_read", "index_indexed", "index_read_bytes", before, now, seconds)),
        now.shows("copydesk_ingest_waiting_files")
            ? (long) now.sum("copydesk_ingest_waiting_files")
            : null,
        number(now.max("copydesk_ingest_oldest_file_seconds")),
        number(fileToIndex(before, now)),
        readers(now),
        letters(now),
        replays(now),
        errors(now));
  }

  private static List<Service> services(Instance instance) {
    String url = instance.url().toString();
    if (instance.unreachable() != null) {
      return List.of(new Service(url, "no answer", false, instance.unreachable()));
    }
    return instance.checks().stream()
        .map(check -> new Service(url, check.name(), check.trouble() == null, check.trouble()))
        .toList();
  }

  private static Stage stage(
      String name,
      String received,
      String sent,
      String bytes,
      Sample before,
      Sample now,
      double seconds) {
    return new Stage(
        name,
        rate("copydesk_" + received + "_total", before, now, seconds),
        rate("copydesk_" + sent + "_total", before, now, seconds),
        rate("copydesk_" + bytes + "_total", before, now, seconds),
        (long) now.sum("copydesk_errors_total", series -> series.label("stage").equals(name)));
  }

  /** A counter that was begun anew meanwhile counts from nothing. */
  private static double rate(String name, Sample before, Sample now, double seconds) {
    double more = now.sum(name) - before.sum(name);
    return (more < 0 ? now.sum(name) : more) / seconds;
  }

  private static double fileToIndex(Sample before, Sample now) {
    String name = "copydesk_end_to_end_seconds";
    double count = now.sum(name + "_count") - before.sum(name + "_count");
    return count > 0
        ? (now.sum(name + "_sum") - before.sum(name + "_sum")) / count
        : now.sum(name + "_sum") / now.sum(name + "_count");
  }

  private static @Nullable List<Reader> readers(Sample now) {
    if (!now.shows("copydesk_lag_records")) {
      return null;
    }
    List<String> labels = List.of("topic", "reader");
    Map<List<String>, Double> seconds = now.maxBy("copydesk_lag_seconds", labels);
    List<Reader> readers = new ArrayList<>();
    now.maxBy("copydesk_lag_records", labels)
        .forEach(
            (place, records) -> {
              Double age = seconds.get(place);
              readers.add(
                  new Reader(
                      place.get(0),
                      place.get(1),
                      records.longValue(),
                      age == null ? null : age.longValue()));
            });
    return readers;
  }

  private static List<OpenLetters> letters(Sample now) {
    List<OpenLetters> letters = new ArrayList<>();
    now.maxBy("copydesk_dead_letters_open", List.of("stage", "code"))
        .forEach(
            (kind, open) ->
                letters.add(new OpenLetters(kind.get(0), kind.get(1), open.longValue())));
    return letters;
  }

  private static List<Replay> replays(Sample now) {
    Map<List<String>, Double> done = now.maxBy("copydesk_replay_done_records", List.of("replay"));
    List<Replay> replays = new ArrayList<>();
    now.maxBy("copydesk_replay_planned_records", List.of("replay"))
        .forEach(
            (id, planned) ->
                replays.add(
                    new Replay(
                        id.getFirst(),
                        Objects.requireNonNullElse(done.get(id), 0.0).longValue(),
                        planned.longValue())));
    return replays;
  }

  /** Each index service tells the same. */
  private static List<Failure> errors(Sample now) {
    Map<String, LastError> distinct = new TreeMap<>();
    now.instances().stream()
        .flatMap(instance -> instance.lastErrors().stream())
        .forEach(error -> distinct.put(error.source() + " " + error.code(), error));
    return distinct.values().stream()
        .sorted(Comparator.comparingLong(LastError::time).reversed())
        .map(
            error ->
                new Failure(
                    error.stage(), error.code(), error.message(), error.source(), error.time()))
        .toList();
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}

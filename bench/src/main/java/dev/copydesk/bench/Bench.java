package dev.copydesk.bench;

import java.util.Arrays;
import java.util.List;

/** The benchmarks by name. */
public final class Bench {

  private Bench() {}

  /** Runs the benchmark that the first argument names with the others. */
  public static void main(String[] arguments) throws Exception {
    List<String> rest =
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "ingest" -> IngestBenchmark.run(rest);
      case "numbers" -> NumberBenchmark.run(rest);
      case "index" -> IndexBenchmark.run(rest);
      case "pipeline" -> PipelineBenchmark.run(rest);
      case "replay" -> ReplayBenchmark.run(rest);
      case "names" -> NameBenchmark.run();
      case "clean" -> CleaningBenchmark.run(rest);
      default -> {
        System.err.println(
            """
            usage: ingest [FILES]...     drop to committed record, beside a plain producer
                   index [N [URL]]       N articles into Lucene, and OpenSearch at URL, beside bare loops
                   pipeline [N [PAGES]]  N files through everything, beside cleaning and tagging alone
                   replay [N]            N articles live and replayed, and live latency beside a replay
                   numbers [PIECE]...    a million characters through the number tagger
                   names                 a story through the tagger of names; with -Pcorenlp beside it
                   clean [JMH OPTION]... pages cleaned, beside readability4j and jsoup's parse; \
            -p pages=FOLDER for others than the seeds\
            """);
        System.exit(64);
      }
    }
  }
}

package dev.copydesk.bench;

import dev.copydesk.annotator.clean.Cleaner;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.schema.v1.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.dankito.readability4j.Readability4J;
import org.jsoup.Jsoup;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Cleaning beside readability4j and beside jsoup's parse alone, page after page of a folder, bytes
 * in. What counts is the thread's own CPU time, so that a busy machine does not; the collector's
 * threads are left out for all three alike.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
public class CleaningBenchmark {

  /** Runs it with options of JMH's own command line, and prints pages per CPU second. */
  static void run(List<String> options) throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(options.toArray(new String[0]));
    Options all =
        new OptionsBuilder().parent(given).include(CleaningBenchmark.class.getSimpleName()).build();
    for (RunResult result : new Runner(all).run()) {
      double pages = counted(result, "pages");
      double nanos = counted(result, "cpuNanos");
      System.out.printf(
          Locale.ROOT,
          "%-16s %6.1f pages per CPU second%n",
          result.getPrimaryResult().getLabel(),
          pages * 1e9 / nanos);
    }
  }

  private static double counted(RunResult result, String what) {
    return Objects.requireNonNull(result.getSecondaryResults().get(what), what).getScore();
  }

  /** Pages of the folder, in the order of their names, again and again. */
  @State(Scope.Thread)
  public static class Pages {
    /** Folder of pages, seen from the root of the repository. */
    @Param("seeds")
    public String pages = "";

    private final PageReader reader = new PageReader();
    private final Cleaner cleaner = new Cleaner();
    private final List<byte[]> contents = new ArrayList<>();
    private int next;

    @Setup
    public void load() throws IOException {
      try (Stream<Path> files = Files.list(Path.of(pages))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
          contents.add(Files.readAllBytes(file));
        }
      }
    }

    byte[] next() {
      next = (next + 1) % contents.size();
      return contents.get(next);
    }
  }

  /** Sums over all iterations. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    public long pages;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long started;

    @Setup(Level.Iteration)
    public void start() {
      started = threads.getCurrentThreadCpuTime();
      pages = 0;
    }

    public long cpuNanos() {
      return threads.getCurrentThreadCpuTime() - started;
    }
  }

  @Benchmark
  public String copydesk(Pages pages, Cpu cpu) {
    cpu.pages++;
    byte[] page = pages.next();
    return switch (pages.reader.read(raw(page))) {
      case Reading.Read read -> pages.cleaner.clean(read.page()).text();
      case Reading.Unreadable bad -> bad.code();
    };
  }

  @Benchmark
  public String readability4j(Pages pages, Cpu cpu) {
    cpu.pages++;
    String html = new String(pages.next(), StandardCharsets.UTF_8);
    return String.valueOf(
        new Readability4J("https://news.example/page", html).parse().getTextContent());
  }

  @Benchmark
  public Object jsoupParseAlone(Pages pages, Cpu cpu) {
    cpu.pages++;
    return Jsoup.parse(new String(pages.next(), StandardCharsets.UTF_8));
  }

  private static RawArticle raw(byte[] page) {
    Source source = new Source("bench", "page.html", 0, "00", "text/html", "UTF-8", page.length);
    return new RawArticle(
        "id",
        null,
        0L,
        RevisionOrigin.ARRIVAL,
        ArticleStatus.USABLE,
        null,
        source,
        0L,
        ByteBuffer.wrap(page));
  }
}

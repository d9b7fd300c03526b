package dev.copydesk.bench;

import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.annotator.number.NumberTagger;
import dev.copydesk.schema.v1.NumberMention;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long the number tagger takes for a million characters, in milliseconds: of a news story, of
 * words without a number, and of text made to be slow. Under 1,000 is more than a million
 * characters a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class NumberBenchmark {
  private static final int LENGTH = 1_000_000;
  private static final String STORY = "story.txt";

  private final NumberTagger tagger = new EnglishNumberTagger();
  private String million = "";

  /** What the text is made of: "news", a file of text, or a piece to repeat. */
  @Param({"news", "quiet words ", "1-", "-1", "1,", "and a half ", "1 to ", "one hundred "})
  public String piece = "news";

  /**
   * @param pieces as {@link #piece}; all of them where empty
   */
  static void run(List<String> pieces) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(NumberBenchmark.class.getSimpleName())
            .addProfiler(GCProfiler.class);
    if (!pieces.isEmpty()) {
      options = options.param("piece", pieces.toArray(String[]::new));
    }
    new Runner(options.build()).run();
  }

  @Setup
  public void repeat() throws IOException {
    Path file = Path.of(piece);
    String text =
        piece.equals("news") ? story() : Files.isRegularFile(file) ? Files.readString(file) : piece;
    million = text.repeat(LENGTH / text.length() + 1).substring(0, LENGTH);
  }

  @Benchmark
  public List<NumberMention> tag() {
    return tagger.tag(null, million, "2014-06-17");
  }

  private static String story() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(NumberBenchmark.class.getResourceAsStream(STORY), STORY)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
    }
  }
}

package dev.copydesk.bench;

import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.EntityTagger;
import dev.copydesk.annotator.entity.NameFinderProvider;
import dev.copydesk.schema.v1.Entity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How many times a second one thread names a news story, by the built-in tagger and, in a build
 * with {@code -Pcorenlp}, by Stanford CoreNLP.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class NameBenchmark {
  private static final String STORY = "story.txt";

  @Param("builtin")
  public String tagger = "builtin";

  private EntityTagger names = EntityTagger.NONE;
  private String story = "";

  /** The built-in tagger beside each of a module that is there and needs no folder. */
  static void run() throws RunnerException {
    List<String> taggers = new ArrayList<>(List.of("builtin"));
    ServiceLoader.load(NameFinderProvider.class).stream()
        .map(provider -> provider.get().tagger())
        .filter(tagger -> !tagger.equals("onnx"))
        .forEach(taggers::add);
    new Runner(
            new OptionsBuilder()
                .include(NameBenchmark.class.getSimpleName())
                .param("tagger", taggers.toArray(String[]::new))
                .build())
        .run();
  }

  @Setup
  public void open() throws IOException {
    names =
        tagger.equals("builtin")
            ? new EnglishEntityTagger()
            : new EnglishEntityTagger(
                ServiceLoader.load(NameFinderProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(provider -> provider.tagger().equals(tagger))
                    .findFirst()
                    .orElseThrow()
                    .open(null));
    try (InputStream in =
        Objects.requireNonNull(NameBenchmark.class.getResourceAsStream(STORY), STORY)) {
      story = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Benchmark
  public List<Entity> tag() {
    return names.tag(null, story);
  }
}

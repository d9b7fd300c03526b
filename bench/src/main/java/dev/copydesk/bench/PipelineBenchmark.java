package dev.copydesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Files dropped into the watched folder of everything on one machine, until each article is found
 * by a search: beside {@link BareLoop} over the same files, in turns. Then how long one file takes,
 * at rest and while half of what it bears comes in; how long a start takes, and what memory.
 */
final class PipelineBenchmark {

  private static final int HEAP_MEGABYTES = 768;

  /** As many as {@code enrich.threads} has. */
  private static final int THREADS = 2;

  private static final int STARTS = 3;
  private static final int TURNS = 3;
  private static final int PROBES = 100;
  private static final String PROBE_SUFFIX = ".txt";
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(250);

  /** Longer than all probes together take. */
  private static final Duration LOAD = Duration.ofMinutes(1);

  private static final Duration LOOK = Duration.ofMillis(5);

  private final WorkFolder work;
  private final int count;

  private PipelineBenchmark(WorkFolder work, int count) {
    this.work = work;
    this.count = count;
  }

  /**
   * @param arguments how many files a drop has (2,000), and the folder of the pages to copy (seeds)
   */
  static void run(List<String> arguments) throws Exception {
    int count = arguments.isEmpty() ? 2_000 : Integer.parseInt(arguments.getFirst());
    PageCopies pages = PageCopies.of(Path.of(arguments.size() > 1 ? arguments.get(1) : "seeds"));
    WorkFolder work = WorkFolder.create("pipeline");
    PipelineBenchmark benchmark = new PipelineBenchmark(work, count);
    try (UserStack stack = benchmark.startUps()) {
      benchmark.measure(stack, pages);
    }
    work.remove();
  }

  /** Measures starts and returns the last that was started. */
  private UserStack startUps() throws Exception {
    List<Double> cold = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (UserStack stack = UserStack.start(work.resolve("cold-" + i), "off")) {
        cold.add(stack.secondsToReady());
      }
    }
    Path folder = work.resolve("stack");
    String aot = work.resolve("aot").toString();
    UserStack recorded = UserStack.start(folder, aot);
    WorkFolder.drop(work.write(Articles::write, 50), recorded.inbox());
    recorded.awaitIndexed(50);
    long begun = System.nanoTime();
    recorded.close();
    System.out.printf(
        "ready, recorded: %.1f s, and %.1f s to stop and write the caches%n",
        recorded.secondsToReady(), UserStack.seconds(begun));
    List<Double> cached = new ArrayList<>();
    while (true) {
      UserStack stack = UserStack.start(folder, aot);
      cached.add(stack.secondsToReady());
      if (cached.size() == STARTS) {
        say("ready, cold, in a new folder", cold);
        say("ready, with AOT caches, in a folder that was used", cached);
        return stack;
      }
      stack.close();
    }
  }

  private static void say(String what, List<Double> seconds) {
    System.out.printf(
        "%s: %.1f s, lowest and highest of %d: %.1f, %.1f s%n",
        what,
        Turns.median(seconds.stream().mapToDouble(Double::doubleValue)),
        seconds.size(),
        seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  private void measure(UserStack stack, PageCopies pages) throws Exception {
    AtomicLong peak = new AtomicLong();
    Thread watch = Thread.ofPlatform().daemon().start(() -> watchMemory(stack, peak));
    double perSecond;
    try (Program bare =
        Program.start(
            HEAP_MEGABYTES,
            work.resolve("bare.err"),
            BareLoop.class.getName(),
            List.of(Integer.toString(THREADS)))) {
      bare.await("ready");
      turn(stack, bare, Articles::write, new Turns());
      turn(stack, bare, pages, new Turns());
      System.out.printf(
          "%-12s %9s %16s %16s %7s %15s%n",
          "articles", "a drop", "pipeline art./s", "bare art./s", "ratio", "lowest, highest");
      perSecond = throughput("generated", stack, bare, Articles::write);
      throughput("pages", stack, bare, pages);
    }
    latency("at rest", stack);
    try (ExecutorService feeder = Executors.newSingleThreadExecutor()) {
      double half = perSecond / 2;
      List<Path> files = work.write(Articles::write, (int) (half * LOAD.toSeconds()));
      Future<?> feeding = feeder.submit(() -> feed(stack, files, half));
      latency("at %.0f articles a second".formatted(half), stack);
      feeding.cancel(true);
    }
    System.out.printf("most memory of all its processes at once: %d MiB%n", peak.get());
    watch.interrupt();
  }

  /** Articles a second of ours. */
  private double throughput(String name, UserStack stack, Program bare, Corpus corpus)
      throws IOException {
    Turns turns = new Turns();
    for (int i = 0; i < TURNS; i++) {
      turn(stack, bare, corpus, turns);
    }
    System.out.printf(
        "%-12s %9d %16.0f %16.0f %7.2f %15s%n",
        name, count, count / turns.ours(), count / turns.plain(), turns.ratio(), turns.range());
    return count / turns.ours();
  }

  private void turn(UserStack stack, Program bare, Corpus corpus, Turns turns) throws IOException {
    List<Path> files = work.write(corpus, count);
    long begun = System.nanoTime();
    bare.tell(String.valueOf(files.getFirst().getParent()));
    String done = bare.await("done");
    double plain = UserStack.seconds(begun);
    if (!done.equals("done " + count)) {
      throw new IllegalStateException("of " + count + " the bare loop has " + done);
    }
    int before = stack.indexed();
    begun = System.nanoTime();
    WorkFolder.drop(files, stack.inbox());
    stack.awaitIndexed(before + count);
    double ours = UserStack.seconds(begun);
    turns.add(ours, plain);
    System.err.printf("%d files: %.2f s, bare %.2f s%n", count, ours, plain);
  }

  /** Each probe on a thread of its own, so that a slow one does not hold up the next. */
  private void latency(String load, UserStack stack) throws Exception {
    List<Future<Double>> probes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Path> files = work.write(PipelineBenchmark::writeProbe, PROBES);
      long next = System.nanoTime();
      for (Path file : files) {
        probes.add(threads.submit(() -> probe(stack, file)));
        next += BETWEEN_PROBES.toNanos();
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    List<Double> millis = new ArrayList<>();
    for (Future<Double> probe : probes) {
      millis.add(probe.get());
    }
    System.out.printf("drop to searchable %s: %s%n", load, new Percentiles(millis));
  }

  /** An article with a word of its own, which is its name too, in a sentence. */
  private static Path writeProbe(Path folder, int number) throws IOException {
    String word = "probe" + number;
    return Files.writeString(
        folder.resolve(word + PROBE_SUFFIX),
        Articles.text(number).replaceFirst("\\.", " " + word + "."));
  }

  private static double probe(UserStack stack, Path file) throws IOException {
    String word = String.valueOf(file.getFileName()).replace(PROBE_SUFFIX, "");
    long begun = System.nanoTime();
    WorkFolder.drop(List.of(file), stack.inbox());
    stack.await(() -> stack.found(word), 1, LOOK);
    return UserStack.seconds(begun) * 1_000;
  }

  private static @Nullable Void feed(UserStack stack, List<Path> files, double perSecond)
      throws IOException {
    long begun = System.nanoTime();
    for (int i = 0; i < files.size() && !Thread.interrupted(); i++) {
      LockSupport.parkNanos(begun + (long) (i / perSecond * 1e9) - System.nanoTime());
      WorkFolder.drop(files.subList(i, i + 1), stack.inbox());
    }
    return null;
  }

  private static void watchMemory(UserStack stack, AtomicLong peak) {
    while (!Thread.interrupted()) {
      peak.accumulateAndGet(stack.residentMegabytes(), Math::max);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }
}

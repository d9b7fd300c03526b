package dev.copydesk.annotator;

import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.schema.v1.RawArticle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prints how long the whole annotator takes for each {@link Hostile} input of so many characters,
 * slowest first: CPU milliseconds of its thread, the first time and at best. For people; no test
 * looks at a time.
 *
 * <pre>
 * ./mvnw -q -pl annotator -am -DskipTests process-test-classes -Dhostile=1000000
 * </pre>
 */
final class HostileTimes {
  private static final int ROUNDS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private record Times(Hostile input, long first, long best) {}

  private HostileTimes() {}

  public static void main(String[] args) {
    int chars = Integer.parseInt(args[0]);
    Annotator annotator =
        new Annotator(
            "times",
            new EnglishEntityTagger(),
            new EnglishNumberTagger(),
            new SentenceClaimReader());
    List<Times> times = new ArrayList<>();
    for (Hostile input : Hostile.values()) {
      RawArticle article = input.ofLength(chars);
      long first = millis(annotator, article);
      long best = first;
      for (int round = 1; round < ROUNDS; round++) {
        best = Math.min(best, millis(annotator, article));
      }
      times.add(new Times(input, first, best));
    }
    times.sort(Comparator.comparingLong(Times::first).reversed());
    times.forEach(
        t -> System.out.printf("%6d ms first %6d ms best  %s%n", t.first, t.best, t.input));
  }

  private static long millis(Annotator annotator, RawArticle article) {
    long start = THREADS.getCurrentThreadCpuTime();
    annotator.annotate(article, Instant.EPOCH);
    return (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
  }
}

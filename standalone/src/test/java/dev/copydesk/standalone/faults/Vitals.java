package dev.copydesk.standalone.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM needs.
 *
 * @param heap bytes of all objects that are reachable, counted after a full collection
 * @param resident bytes of the whole process in memory
 * @param age since the process was started
 * @param classes which objects take most of the heap, in jcmd's words
 */
record Vitals(long heap, long resident, Duration age, String classes) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final int MOST_CLASSES = 40;

  /** Makes the JVM collect all garbage. */
  static Vitals of(ProcessHandle process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    String resident = SystemCommand.run("ps", "-o", "rss=", "-p", pid);
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String histogram = SystemCommand.run(jcmd, pid, "GC.class_histogram");
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("jcmd counted nothing: " + histogram);
    }
    return new Vitals(
        Long.parseLong(total.group(1)),
        Long.parseLong(resident.strip()) * 1024,
        Duration.ofMillis(
            System.currentTimeMillis()
                - process.info().startInstant().orElseThrow().toEpochMilli()),
        String.join("\n", histogram.lines().limit(MOST_CLASSES).toList()));
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, resident %d MiB, up for %d min"
        .formatted(heap / 1024.0 / 1024, resident / 1024 / 1024, age.toMinutes());
  }
}

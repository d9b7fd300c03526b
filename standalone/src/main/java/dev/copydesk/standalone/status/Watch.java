package dev.copydesk.standalone.status;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Looks at services once, or over and over. */
final class Watch {

  private final Services services;
  private final StatusText text;

  /**
   * @param printable makes what others wrote harmless to a terminal
   */
  Watch(Services services, ZoneId zone, UnaryOperator<String> printable) {
    this.services = services;
    this.text = new StatusText(zone, printable);
  }

  /**
   * @param over how long rates are measured
   */
  Status look(Duration over) throws InterruptedException {
    Sample before = services.sample();
    TimeUnit.NANOSECONDS.sleep(over.toNanos());
    return Status.between(before, services.sample());
  }

  /** A status as lines for people. */
  List<String> lines(Status status) {
    return text.lines(status);
  }

  /**
   * Draws until the stop, or so many times.
   *
   * @param terminal whether to draw in place
   * @param times 0 for no end
   */
  public void run(
      PrintWriter out,
      boolean terminal,
      Duration every,
      int times,
      InstantSource clock,
      CountDownLatch stop)
      throws InterruptedException {
    try (Screen screen = new Screen(out, terminal)) {
      Sample before = services.sample();
      for (int drawn = 0;
          (times == 0 || drawn < times)
              && !screen.isBroken()
              && !stop.await(every.toNanos(), TimeUnit.NANOSECONDS);
          drawn++) {
        Sample now = services.sample();
        List<String> lines = new ArrayList<>();
        lines.add(
            "copydesk top  %s  every %d s  Ctrl-C ends"
                .formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS), every.toSeconds()));
        lines.add("");
        lines.addAll(lines(Status.between(before, now)));
        screen.draw(lines);
        before = now;
      }
    }
  }
}

package dev.copydesk.standalone.status;

import dev.copydesk.standalone.status.Status.Failure;
import dev.copydesk.standalone.status.Status.OpenLetters;
import dev.copydesk.standalone.status.Status.Reader;
import dev.copydesk.standalone.status.Status.Replay;
import dev.copydesk.standalone.status.Status.Service;
import dev.copydesk.standalone.status.Status.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A status as lines for people. */
final class StatusText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int MOST_ERRORS = 3;
  private static final int MESSAGE_LENGTH = 100;

  private final ZoneId zone;
  private final UnaryOperator<String> printable;

  /**
   * @param zone of the times shown
   * @param printable makes what others wrote harmless to a terminal
   */
  StatusText(ZoneId zone, UnaryOperator<String> printable) {
    this.zone = zone;
    this.printable = printable;
  }

  List<String> lines(Status status) {
    List<String> lines = new ArrayList<>();
    for (Service service : status.services()) {
      String trouble = service.trouble();
      lines.add(
          "%-9s %-9s %s%s"
              .formatted(
                  service.name(),
                  service.ready() ? "ready" : "NOT READY",
                  service.url(),
                  trouble == null ? "" : "  " + printable.apply(trouble)));
    }
    lines.add("");
    lines.add("          received/s     sent/s    bytes/s     errors");
    for (Stage stage : status.stages()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-9s %,10.1f %,10.1f %10s %,10d",
              stage.name(),
              stage.received(),
              stage.sent(),
              size(stage.bytes()),
              stage.errors()));
    }
    lines.add("");
    lines.add(
        "files     %s"
            .formatted(
                status.waitingFiles() == null
                    ? "unknown: no ingest service answers"
                    : "%,d wait, the oldest for %s"
                        .formatted(status.waitingFiles(), seconds(status.oldestFileSeconds()))));
    lines.add(
        "found     %s after the file came, on average"
            .formatted(seconds(status.fileToIndexSeconds())));
    addReaders(status.readers(), lines);
    addLetters(status.deadLetters(), lines);
    for (Replay replay : status.replays()) {
      lines.add(
          "replay    %s: %,d of %,d records, %d %%"
              .formatted(
                  printable.apply(replay.id()),
                  replay.done(),
                  replay.planned(),
                  replay.planned() == 0 ? 100 : 100 * replay.done() / replay.planned()));
    }
    if (status.replays().isEmpty()) {
      lines.add("replays   none under way");
    }
    for (Failure error : status.lastErrors().stream().limit(MOST_ERRORS).toList()) {
      lines.add(
          "last      %s %s %s: %s (%s)"
              .formatted(
                  TIME.format(Instant.ofEpochMilli(error.time()).atZone(zone)),
                  error.stage(),
                  printable.apply(error.code()),
                  printable.apply(shortened(error.message())),
                  printable.apply(error.source())));
    }
    return lines;
  }

  private void addReaders(@Nullable List<Reader> readers, List<String> lines) {
    if (readers == null) {
      lines.add("behind    unknown: the index service, which asks the brokers, does not say");
      return;
    }
    for (Reader reader : readers) {
      Long age = reader.seconds();
      lines.add(
          "behind    %s on %s: %,d records, %s"
              .formatted(
                  printable.apply(reader.name()),
                  printable.apply(reader.topic()),
                  reader.records(),
                  age == null ? "age unknown" : seconds(age.doubleValue())));
    }
  }

  private void addLetters(List<OpenLetters> letters, List<String> lines) {
    if (letters.isEmpty()) {
      lines.add("letters   no dead letter is open");
    }
    for (OpenLetters kind : letters) {
      lines.add(
          "letters   %,d open: %s %s"
              .formatted(kind.open(), kind.stage(), printable.apply(kind.code())));
    }
  }

  private static String shortened(String text) {
    return text.length() > MESSAGE_LENGTH ? text.substring(0, MESSAGE_LENGTH) + "…" : text;
  }

  private static String seconds(@Nullable Double seconds) {
    if (seconds == null) {
      return "-";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    Duration time = Duration.ofSeconds(seconds.longValue());
    return time.toHours() == 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%,d h %d min".formatted(time.toHours(), time.toMinutesPart());
  }

  private static String size(double bytes) {
    double left = bytes;
    for (String unit : List.of("B", "KiB", "MiB")) {
      if (left < 1024) {
        return String.format(Locale.ROOT, "%.1f %s", left, unit);
      }
      left /= 1024;
    }
    return String.format(Locale.ROOT, "%.1f GiB", left);
  }
}

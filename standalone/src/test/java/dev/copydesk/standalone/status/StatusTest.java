package dev.copydesk.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.standalone.status.Sample.Check;
import dev.copydesk.standalone.status.Sample.Instance;
import dev.copydesk.standalone.status.Sample.LastError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTest {

  private final StatusText text = new StatusText(ZoneOffset.UTC, line -> line);

  @Test
  void ratesAreOfTheTimeBetweenTwoLooks() {
    Status status =
        Status.between(
            sample(
                0,
                service(
                    "copydesk_enrich_in_total{topic=\"a\"} 10",
                    "copydesk_enrich_in_total{topic=\"b\"} 5")),
            sample(
                2,
                service(
                    "copydesk_enrich_in_total{topic=\"a\"} 20",
                    "copydesk_enrich_in_total{topic=\"b\"} 9")));
    assertThat(status.stages().get(1).received()).isEqualTo(7);
  }

  @Test
  void aServiceThatWasStartedAnewCountsFromNothing() {
    Status status =
        Status.between(
            sample(0, service("copydesk_ingest_articles_total 1000")),
            sample(1, service("copydesk_ingest_articles_total 3")));
    assertThat(status.stages().getFirst().sent()).isEqualTo(3);
  }

  @Test
  void whatSeveralTellIsSaidOnce() {
    String lag = "copydesk_lag_records{reader=\"index\",topic=\"news.enriched\"} ";
    String age = "copydesk_lag_seconds{reader=\"index\",topic=\"news.enriched\"} ";
    String letters = "copydesk_dead_letters_open{code=\"NO_KEY\",stage=\"index\"} 2";
    Sample now =
        sample(1, service(lag + 7, age + 90, letters), service(lag + 6, age + 80, letters));
    Status status = Status.between(now, now);
    assertThat(status.readers())
        .containsExactly(new Status.Reader("news.enriched", "index", 7, 90L));
    assertThat(status.deadLetters()).containsExactly(new Status.OpenLetters("index", "NO_KEY", 2));
    assertThat(text.lines(status))
        .contains(
            "behind    index on news.enriched: 7 records, 1 min 30 s",
            "letters   2 open: index NO_KEY");
  }

  @Test
  void whatIsNotKnownIsSaidToBe() {
    Sample now =
        sample(
            1,
            new Instance(
                URI.create("http://a"),
                "no route",
                List.of(),
                new Exposition(List.of()),
                List.of()));
    Status status = Status.between(now, now);
    assertThat(status.isWell()).isFalse();
    assertThat(text.lines(status))
        .contains("no answer NOT READY http://a  no route")
        .anyMatch(line -> line.startsWith("behind    unknown"))
        .anyMatch(line -> line.startsWith("files     unknown"));
  }

  @Test
  void whatOthersWroteCannotMoveTheCursor() {
    Sample now =
        sample(
            1,
            new Instance(
                URI.create("http://a"),
                null,
                List.of(new Check("index", null)),
                new Exposition(List.of()),
                List.of(new LastError("enrich", "X", "a\u001b[2J", "t-0@1", 0))));
    StatusText safe = new StatusText(ZoneOffset.UTC, line -> line.replace("\u001b", "?"));
    assertThat(safe.lines(Status.between(now, now)))
        .contains("last      00:00:00 enrich X: a?[2J (t-0@1)");
  }

  @Test
  void expositionsAreRead() {
    Exposition read =
        Exposition.parse(
            """
            # HELP a_total {b="c"} 4
            a_total{b="c,d=\\"e\\"} \\\\",f="g"} 1.5E3
            nan NaN
            timed{le="+Inf"} +Inf 1700000000
            broken{
            """);
    assertThat(read.series()).hasSize(3);
    assertThat(read.named("a_total").getFirst().label("b")).isEqualTo("c,d=\"e\"} \\");
    assertThat(read.named("a_total").getFirst().value()).isEqualTo(1500);
    assertThat(read.named("timed").getFirst().value()).isInfinite();
  }

  @Test
  void aTerminalIsDrawnInPlaceAndGivenBack() {
    StringWriter terminal = new StringWriter();
    try (Screen screen = new Screen(new PrintWriter(terminal), true)) {
      screen.draw(List.of("one"));
      screen.draw(List.of("two"));
    }
    assertThat(terminal.toString())
        .startsWith("\u001b[?1049h\u001b[?25l\u001b[Hone")
        .contains("\u001b[J\u001b[Htwo")
        .endsWith("\u001b[?25h\u001b[?1049l");
    StringWriter pipe = new StringWriter();
    try (Screen screen = new Screen(new PrintWriter(pipe), false)) {
      screen.draw(List.of("one"));
    }
    assertThat(pipe.toString()).isEqualToNormalizingNewlines("one\n\n");
  }

  private static Sample sample(long seconds, Instance... instances) {
    return new Sample(TimeUnit.SECONDS.toNanos(seconds), Arrays.asList(instances));
  }

  private static Instance service(String... lines) {
    @Nullable String well = null;
    return new Instance(
        URI.create("http://a"),
        well,
        List.of(),
        Exposition.parse(String.join("\n", lines)),
        List.of());
  }
}

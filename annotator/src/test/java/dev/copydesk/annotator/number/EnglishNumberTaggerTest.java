package dev.copydesk.annotator.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.NumberMention;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishNumberTaggerTest {
  private static final NumberTagger TAGGER = new EnglishNumberTagger();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Some 12,400 homes lost power.                | 12,400=cardinal 12400
          The fund lent 2.7 million to farmers.        | 2.7 million=cardinal 2700000
          A dozen boats sank.                          | A dozen=cardinal 12
          It cost $3.1bn to build.                     | $3.1bn=money 3100000000 USD
          They paid 40 Swiss francs each.              | 40 Swiss francs=money 40 CHF
          Output fell 4.5 percent.                     | 4.5 percent=percent 4.5 %
          It lies 30 km away.                          | 30 km=measure 30 km
          The index lost 120 points.                   | 120 points=measure 120 {point}
          Between 20 and 30 boats sank.                | 20 and 30=range 20 30
          Two-thirds of the town is flooded.           | Two-thirds=fraction 0.666667
          It is the seventh storm.                     | seventh=ordinal 7
          The 42-year-old was found.                   | 42-year-old=age 42 year
          The talks took three hours.                  | three hours=duration 3 hour PT3H
          They met on Monday.                          | Monday=date 2014-06-09
          The port shut in March 2012.                 | March 2012=date 2012-03
          It opened a year ago.                        | a year ago=date 2013-06
          They train every Tuesday.                    | every Tuesday=set XXXX-WXX-2
          Voting ended at 5 p.m.                       | 5 p.m.=time 2014-06-10T17:00
          The Group of 20 met; one may say at first.   |
          """)
  void readsKindsAndValues(String text, String expected) {
    assertThat(
            TAGGER.tag(null, text, "2014-06-10").stream()
                .map(EnglishNumberTaggerTest::shown)
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void readsComparatorAndCountedNoun() {
    NumberMention number = TAGGER.tag(null, "At least 300 fishing boats sank.", null).getFirst();
    assertThat(number.getComparator()).hasToString("GE");
    assertThat(number.getCue().getText()).isEqualTo("At least");
    assertThat(number.getCounted().getText()).isEqualTo("fishing boats");
  }

  @Test
  void spansAreTheTextAndNeverOverlap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "12", ",", ".", "-", "$", " ", " ", "\n\n", "million", "May", "one", "half", "a", "and", "of",
      "the", "per", "cent", "last", "year", "every", "Tuesday", "km", "½", "€", "😀", "/", ":",
      "to", "third", "aged", "ago", "p.m.", "é", "2012"
    };
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(30); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      int end = 0;
      for (NumberMention number : TAGGER.tag(null, text.toString(), "2014-06-10T10:00Z")) {
        assertThat(number.getStart()).as("seed %d: %s", seed, text).isGreaterThanOrEqualTo(end);
        end = number.getEnd();
        assertThat(text.substring(number.getStart(), end)).isEqualTo(number.getText());
      }
    }
  }

  @Test
  void isLinear() {
    for (String piece :
        List.of(
            "1,",
            "-1",
            "and a half ",
            "1 to ",
            "one hundred ",
            "last ",
            "the end of ",
            "a ",
            "1.",
            "of thousands ",
            "\"")) {
      String text = piece.repeat(1_000_000 / piece.length());
      org.junit.jupiter.api.Assertions.assertTimeout(
          Duration.ofSeconds(10), () -> TAGGER.tag(null, text, "2014-06-10"), piece);
    }
  }

  private static String shown(NumberMention number) {
    StringBuilder shown = new StringBuilder(number.getText()).append('=').append(number.getKind());
    for (String part :
        new String[] {
          number.getValue(), number.getValueEnd(), number.getUnit(), number.getTimex()
        }) {
      shown.append(part == null ? "" : " " + part);
    }
    return shown.toString();
  }
}

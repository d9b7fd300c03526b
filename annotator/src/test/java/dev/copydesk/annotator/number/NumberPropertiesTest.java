package dev.copydesk.annotator.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What holds of any text. Each prints the seed of its random numbers. */
class NumberPropertiesTest {
  private static final NumberTagger TAGGER = new EnglishNumberTagger();

  @Test
  void valuesRoundTripThroughFormatting() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      BigDecimal value = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), random.nextInt(3));
      String plain = value.stripTrailingZeros().toPlainString();
      String grouped = String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
      for (String text :
          List.of(
              "It cost $" + grouped + " then.",
              "It was " + grouped + " percent then.",
              "They saw " + grouped + " km then.")) {
        NumberMention number = TAGGER.tag(null, text, null).getFirst();
        assertThat(number.getValue()).as("seed %d: %s", seed, text).isEqualTo(plain);
        assertThat(number.getText()).as("seed %d", seed).contains(grouped);
      }
      String again = "They counted " + plain + " votes.";
      assertThat(TAGGER.tag(null, again, null).getFirst().getValue())
          .as("seed %d: %s", seed, again)
          .isEqualTo(plain);
    }
  }

  @Test
  void readsAnyTextWithoutFailing() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(60); k >= 0; k--) {
        text.append(
            (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      for (NumberMention number : TAGGER.tag(text.toString(), text.toString(), "2014-06-10")) {
        assertThat(text.substring(number.getStart(), number.getEnd()))
            .as("seed %d", seed)
            .isEqualTo(number.getText());
      }
    }
  }

  @Test
  void spansAreTheTextAndNeverOverlap() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] pieces = {
      "12", ",", ".", "-", "$", " ", " ", "\n\n", "million", "May", "one", "half", "a", "and", "of",
      "the", "per", "cent", "last", "year", "every", "Tuesday", "km", "½", "€", "😀", "/", ":",
      "to", "third", "aged", "ago", "p.m.", "é", "2012"
    };
    for (int round = 0; round < 20_000; round++) {
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

  /** A square of a million would take hours; how fast it is tells the benchmark. */
  @Test
  void endsOnTextMadeToKeepItBusy() {
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
      Assertions.assertTimeoutPreemptively(
          Duration.ofMinutes(5), () -> TAGGER.tag(null, text, "2014-06-10"), piece);
    }
  }

  @Test
  void datesRoundTripThroughFormatting() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      LocalDate day = LocalDate.of(1400, 1, 1).plusDays(random.nextInt(255_000));
      for (String pattern :
          List.of(
              "d MMMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "yyyy-MM-dd", "EEEE, MMMM d, yyyy")) {
        String date = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day);
        List<NumberMention> found = TAGGER.tag(null, "It is due on " + date + ".", "2014-06-10");
        assertThat(found).as("seed %d: %s", seed, date).hasSize(1);
        assertThat(found.getFirst().getTimex()).as("seed %d", seed).isEqualTo(day.toString());
        assertThat(found.getFirst().getText()).as("seed %d", seed).isEqualTo(date);
      }
    }
  }

  @Test
  void lengthsRoundTripThroughFormatting() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] units = {"years PY", "months PM", "weeks PW", "days PD", "hours PTH", "minutes PTM"};
    for (int round = 0; round < 2_000; round++) {
      int amount = 2 + random.nextInt(5_000);
      String[] unit = units[random.nextInt(units.length)].split(" ");
      String text = "It took " + amount + ' ' + unit[0] + '.';
      NumberMention found = TAGGER.tag(null, text, null).getFirst();
      String timex = new StringBuilder(unit[1]).insert(unit[1].length() - 1, amount).toString();
      assertThat(found.getKind()).as("seed %d: %s", seed, text).isEqualTo(NumberKind.duration);
      assertThat(found.getTimex()).as("seed %d: %s", seed, text).isEqualTo(timex);
      assertThat(found.getValue()).as("seed %d", seed).isEqualTo(String.valueOf(amount));
    }
  }

  /** Paragraphs that hold no number are left out before anything is read. */
  @Test
  void paragraphsWithoutNumbersChangeNothing() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] told = {
      "They met on Monday, officials said.",
      "At least 300 boats sank.",
      "\"Two-thirds of the town\" is flooded, and half is dark",
      "The vote will be on 3 May\nat 5 p.m."
    };
    String[] quiet = {
      "Nobody knows.", "He said so again , they say", "  Ferries sank\nby the coast.  "
    };
    String[] gaps = {"\n\n", "\n \n", " \n\n\t", "\r\n\r\n"};
    for (int round = 0; round < 2_000; round++) {
      StringBuilder bare = new StringBuilder();
      StringBuilder mixed = new StringBuilder();
      for (int k = random.nextInt(5); k >= 0; k--) {
        String gap = gaps[random.nextInt(gaps.length)];
        String paragraph = told[random.nextInt(told.length)];
        bare.append(paragraph).append(gap);
        while (random.nextBoolean()) {
          mixed.append(quiet[random.nextInt(quiet.length)]).append(gap);
        }
        mixed.append(paragraph).append(gap);
      }
      assertThat(readings(mixed.toString()))
          .as("seed %d: %s", seed, mixed)
          .isEqualTo(readings(bare.toString()));
    }
  }

  private static List<String> readings(String text) {
    return TAGGER.tag(null, text, "2014-06-10").stream()
        .map(
            n ->
                text.substring(n.getStart(), n.getEnd())
                    + ' '
                    + n.getValue()
                    + ' '
                    + n.getTimex()
                    + ' '
                    + n.getComparator()
                    + ' '
                    + (n.getCounted() == null ? "" : n.getCounted().getText()))
        .toList();
  }
}

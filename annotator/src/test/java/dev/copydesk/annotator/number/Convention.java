package dev.copydesk.annotator.number;

import static dev.copydesk.annotator.number.Judgement.clock;
import static dev.copydesk.annotator.number.Judgement.plain;
import static dev.copydesk.annotator.number.Judgement.same;

import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where suites mean the same and write it otherwise, or want what the contract rules out. Each is
 * told by values alone, or by the words named in it, never by a case.
 */
enum Convention {
  END_IS_THE_DAY_AFTER("a span of days ends on the day after its last (ours: on the last)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      LocalDate end = day(found.getValueEnd());
      return end != null
          && any(
              wanted,
              r ->
                  plain(r.value()).equals(plain(found.getValue()))
                      && end.plusDays(1).equals(day(r.valueEnd())));
    }
  },
  END_IS_WHERE_THE_LAST_STARTS("\"2014 to 2018\" ends on 1 January 2018 (ours: on 31 December)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      String timex = String.valueOf(found.getTimex());
      Timex last = Timex.of(timex.substring(timex.indexOf('/') + 1));
      return timex.indexOf('/') > 0
          && last != null
          && any(
              wanted,
              r ->
                  plain(r.value()).equals(plain(found.getValue()))
                      && last.first().equals(day(r.valueEnd())));
    }
  },
  TIME_OF_ANY_DAY("a time without a day stays without one (ours: the article's day)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      String from = clock(plain(found.getValue()));
      String to = clock(plain(found.getValueEnd()));
      return found.getKind() == NumberKind.time
          && any(
              wanted,
              r ->
                  day(r.value()) == null
                      && (!from.isEmpty()
                              && plain('T' + r.value()).equals('T' + from)
                              && plain('T' + r.valueEnd()).equals('T' + to)
                          || ('T' + clock(plain(found.getTimex()))).equals(plain(r.timex()))));
    }
  },
  HOURS_OF_A_PART_OF_THE_DAY("the morning is from 8 to 12 (ours: TMO, with no hours)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      String timex = plain(found.getTimex());
      boolean middle = wanted.text().matches("(?i)mid.?(morning|afternoon)");
      return middle && timex.matches(".*T(MO|AF)")
          || timex.matches("\\d{4}-\\d\\d-\\d\\dT(MO|AF|EV|NI)")
              && any(
                  wanted,
                  r ->
                      String.valueOf(day(r.value())).equals(timex.substring(0, 10))
                          && r.valueEnd() != null);
    }
  },
  SPAN_FROM_NOW("\"the next 3 days\" and \"within 3 days\" are dates (ours: durations)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      boolean dated = wanted.kind().equals("date") || wanted.kind().equals("time");
      return dated
          && found.getKind() == NumberKind.duration
          && wanted
              .text()
              .matches("(?i).*\\b(last|past|previous|next|coming|upcoming|following|within)\\b.*");
    }
  },
  WITHIN_IS_A_SPAN("\"within 2 weeks from today\" starts today (ours: the day it ends)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.text().startsWith("within ")
          && any(wanted, r -> plain(r.valueEnd()).equals(plain(found.getTimex())));
    }
  },
  FEW_IS_THREE("\"few\" and \"several\" are 3 (ours: PXD, vague)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      String timex = String.valueOf(found.getTimex());
      return wanted.text().matches("(?i).*\\b(few|several)\\b.*")
          && (timex.matches("PT?X.+") || timex.equals("PAST_REF"));
    }
  },
  CENTS_ARE_A_UNIT("50 cents are 50 Cent (ours: 0.5 USD)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.kind().equals("money")
          && found.getKind() == NumberKind.money
          && found.getValue() != null
          && same(wanted.value(), new BigDecimal(found.getValue()).movePointRight(2).toString());
    }
  },
  DIGITS_COUNTED_AGAIN("the digits of dates, sums and lengths are numbers too") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.kind().equals("cardinal")
          && found.getKind() != NumberKind.cardinal
          && found.getText().contains(wanted.text());
    }
  },
  SET_OF_ANY_DAY("\"every morning\" is TMO (ours: XXXX-XX-XXTMO, as TIMEX3 has it)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return found.getKind() == NumberKind.set
          && wanted.timex() != null
          && String.valueOf(found.getTimex()).equals("XXXX-XX-XX" + wanted.timex());
    }
  },
  COMPARED_TWICE("\"more than 1 and less than 3\" is a range (ours: two numbers, comparators)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      boolean one =
          same(wanted.value(), found.getValue()) || same(wanted.valueEnd(), found.getValue());
      return wanted.kind().equals("range")
          && (found.getKind() == NumberKind.cardinal || found.getKind() == NumberKind.ordinal)
          && one;
    }
  },
  UPPER_END_ALONE("of \"8 to 10 feet\" 10 feet are a measure (ours: 8 to 10)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return found.getKind().name().equals(wanted.kind())
          && same(wanted.value(), found.getValueEnd());
    }
  },
  MIXED_IS_A_FRACTION("\"five and a quarter\" is a fraction (ours: a cardinal)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.kind().equals("fraction")
          && found.getKind() == NumberKind.cardinal
          && same(wanted.value(), found.getValue());
    }
  },
  END_IS_A_SECOND("the end of a day is 23:59:59 (ours: the day with END)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return "END".equals(found.getMod())
          && plain(wanted.timex()).equals(found.getTimex() + "T23:59:59");
    }
  },
  LAST_IS_OF_THE_LAST("\"last Wednesday\" is the one of last week (ours: the one before today)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      Timex a = Timex.of(found.getTimex());
      return a != null
          && wanted.text().matches("(?i)(last|previous|next) .*")
          && any(
              wanted,
              r -> {
                Timex b = Timex.of(r.timex());
                long days = b == null ? 0 : Math.abs(ChronoUnit.DAYS.between(a.first(), b.first()));
                return days == 7 || days == 365 || days == 366;
              });
    }
  },
  BOUND_ON_ONE_SIDE(
      "\"before May\" is a span that ends then (ours: May; the cue is a comparator)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.text().matches("(?i)(before|after|by|since|as late as) .*")
          && wanted.text().contains(found.getText());
    }
  },
  LONGER_THAN_SAID("\"8 p.m.\" is 20:00 (ours: T20, as precise as it is said)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      String timex = plain(found.getTimex());
      return wanted.end() == found.getEnd()
          && timex.matches(".*T\\d\\d")
          && any(wanted, r -> plain(r.value()).equals(timex + ":00"));
    }
  },
  UNIT_ALONE("a unit without a number is a mention (ours: none)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted) {
      return !wanted.temporal() && !wanted.valued();
    }
  },
  NO_SUCH_DAY("30 February is a date (ours: none)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted) {
      String timex = plain(wanted.timex());
      return plain(wanted.value()).startsWith("0001")
          || timex.matches(".*-(02-30|02-31|0[469]-31|11-31)");
    }
  },
  COUNTED_FROM_NOW(
      "\"3 days later\", \"the day before\" are told from today (ours: from the story's day)",
      "(?i).+ later|the day (before|after)"),
  BARE_NUMBER_OF_TIME(
      "a bare number beside a day or an hour is the other (ours: a number: \"6-3 Monday\")") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      boolean number =
          found.getKind() == NumberKind.cardinal || found.getKind() == NumberKind.range;
      return (wanted.kind().equals("time") || wanted.kind().equals("date"))
          && number
          && wanted
              .text()
              .matches(
                  "(?i)(the )?\\d{1,2}|\\d{1,2}(,| at) [\\d:]+( ?[ap]m)?|[\\w ]+ on \\d{1,2}"
                      + "|\\w+(-| to )\\w+ (today|next \\w+)|\\d{1,2}, this morning");
    }
  },
  POINTED_DAY("5.12 is 12 May (ours: the decimal number)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.text().matches("\\d{1,2}\\.\\d{1,2}") && found.getKind() == NumberKind.cardinal;
    }
  },
  SLASHED_DAY("4/15 is a day by itself (ours: a fraction, unless \"on\", \"by\" … stand ahead)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return wanted.temporal()
          && found.getKind() == NumberKind.fraction
          && wanted.text().matches("(?i)(each |every )?\\d{1,2}/\\d{1,2}( before \\w+)?");
    }
  },
  MIDDLE_FROM_THE_TENTH("the middle of a month starts on its 10th (ours: MID, its second third)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
      return "MID".equals(found.getMod())
          && plain(wanted.timex()).matches("XXXX-\\d\\d")
          && plain(found.getTimex()).endsWith(plain(wanted.timex()).substring(4));
    }
  },
  LOWER_CASE_MONTH("\"may\" and \"march\" in lower case are months (ours: words)", "may|march"),
  RELATIVE_ORDINAL(
      "\"second Sunday\" is one of this month (ours: an ordinal and a day)",
      "(?i)(first|second|third|fourth) (sun|mon|fri|satur)day"),
  NOBODY_SAYS_WHICH(
      "\"my weekend\", \"summer\" alone are dates (ours: only with what says which)",
      "(?i)(the|my) (week|weekend)|my day|weekend|summer|fiscal year"),
  WEEK_OF_THE_YEAR(
      "\"week 10\" is one of the calendar (ours: none, as seasons count weeks too)",
      "(?i)week \\d+"),
  DIGITS_OF_A_CODE("digits of addresses, telephones and names are numbers (ours: none)") {
    @Override
    boolean explains(GoldCase gold, GoldCase.Number wanted) {
      int before = wanted.start() - 1;
      int after = wanted.end();
      boolean led = before > 0 && ".-".indexOf(gold.text().charAt(before)) >= 0;
      boolean followed =
          after > 0 && after < gold.text().length() - 1 && gold.text().charAt(after) == '.';
      return wanted.kind().equals("cardinal")
          && (led && Character.isLetterOrDigit(gold.text().charAt(before - 1))
              || followed && Character.isDigit(gold.text().charAt(after + 1)));
    }
  };

  private final String meaning;
  private final @Nullable Pattern wanted;

  Convention(String meaning) {
    this.meaning = meaning;
    this.wanted = null;
  }

  /**
   * @param wanted the whole text of a number that is wanted by this alone
   */
  Convention(String meaning, String wanted) {
    this.meaning = meaning;
    this.wanted = Pattern.compile(wanted);
  }

  /** What the suites do, and what we do. */
  String meaning() {
    return meaning;
  }

  /** Whether a mention that overlaps a wanted number differs from it by this alone. */
  boolean explains(GoldCase gold, GoldCase.Number wanted, NumberMention found) {
    return false;
  }

  /** Whether a number is wanted by this alone, whatever was found. */
  boolean explains(GoldCase gold, GoldCase.Number number) {
    return wanted != null && wanted.matcher(number.text()).matches();
  }

  private static boolean any(GoldCase.Number wanted, Predicate<GoldCase.Number> fits) {
    return wanted.readings().stream().anyMatch(fits);
  }

  private static @Nullable LocalDate day(@Nullable String value) {
    try {
      return value == null || value.length() < 10 ? null : LocalDate.parse(value.substring(0, 10));
    } catch (DateTimeException _) { // a time, a year, or no value of a date
      return null;
    }
  }

  /** The one that explains a number that was missed, of those mentions that overlap it; or null. */
  static @Nullable Convention reason(
      GoldCase gold, GoldCase.Number wanted, List<NumberMention> mentions) {
    for (Convention convention : values()) {
      if (convention.explains(gold, wanted)) {
        return convention;
      }
      for (NumberMention mention : mentions) {
        if (Judgement.overlap(wanted, mention) && convention.explains(gold, wanted, mention)) {
          return convention;
        }
      }
    }
    return null;
  }
}

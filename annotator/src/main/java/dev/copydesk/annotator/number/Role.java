package dev.copydesk.annotator.number;

/** What a word can be to a number; the words of each role are in {@code words.tsv}. */
enum Role {
  SMALL(true),
  TENS(true),
  SCALE(true),
  SUFFIX,
  GROUP(true),
  VAGUE(true),
  ORDINAL(true),
  PART(true),
  GLYPH(true),
  ORDINAL_SUFFIX,
  MONTH(true),
  HOMONYM,
  DECADE(true),
  UNTIL,
  DAY_CUE,
  FEAST(true),
  OPENER(true),
  QUALIFIER,
  WEEKDAY(true),
  PERIOD(true),
  DAYPART(true),
  SEASON(true),
  DEICTIC(true),
  PRESENT(true),
  SHIFT(true),
  SPAN(true),
  EVERY(true),
  SET(true),
  FEW(true),
  PHASE(true),
  EDGE(true),
  SIGN(true),
  PERCENT,
  MERIDIEM,
  ZONE,
  CLOCK(true),
  YEAR_CUE,
  PAST,
  AGED(true),
  CURRENCY(true),
  FUTURE,
  DETERMINER,
  FUNCTION,
  FUNCTION_VERB,
  PLURAL,
  ADVERB_AFTER,
  HEAD,
  WEIGHING,
  SCORE,
  MEASURE_CUE,
  UNIT,
  UNIT_WORD,
  FRACTION_CUE,
  SPAN_CUE,
  DISTANCE,
  WHOLE(true),
  WEEKDAYS(true),
  TIMES(true),
  WEEK_OF,
  REPORTING,
  REST(true),
  CURRENT,
  DEFINITE_CUE,
  AFTER_DEFINITE,
  TIME_CUE,
  BOUND,
  QUARTERS_CUE,
  LABEL,
  DAYPARTS(true),
  HOUR_CUE,
  MARKET,
  CENTIGRADE,
  DAY_END(true),
  ERA(true),
  ARTICLE;

  private final boolean starts;

  Role() {
    this(false);
  }

  Role(boolean starts) {
    this.starts = starts;
  }

  /** Whether a number or a date may start with a word of it. */
  boolean starts() {
    return starts;
  }
}

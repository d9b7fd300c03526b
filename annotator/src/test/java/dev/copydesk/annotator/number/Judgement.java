package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberMention;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What became of a case: which of its numbers were found with the right value, overlapping spans
 * being enough, and which mentions it does not want.
 */
record Judgement(List<GoldCase.Number> missed, List<NumberMention> extra) {
  private static final Set<String> NUMERIC =
      Set.of("cardinal", "measure", "range", "fraction", "quantity", "age");
  private static final Pattern LENGTH =
      Pattern.compile(
          "P(?:([\\d.]+)Y)?(?:([\\d.]+)M)?(?:([\\d.]+)W)?(?:([\\d.]+)D)?"
              + "(?:T(?:([\\d.]+)H)?(?:([\\d.]+)M)?(?:([\\d.]+)S)?)?");
  private static final double[] SECONDS = {31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1};

  static Judgement of(GoldCase gold, List<NumberMention> mentions) {
    List<NumberMention> judged = mentions.stream().filter(m -> judges(gold, m)).toList();
    Map<GoldCase.Number, NumberMention> pairs = new HashMap<>();
    Set<NumberMention> used = new HashSet<>();
    for (int pass = 1; pass <= 3; pass++) {
      for (GoldCase.Number wanted : gold.expected()) {
        for (NumberMention mention : judged) {
          if (!pairs.containsKey(wanted)
              && !used.contains(mention)
              && fits(gold, wanted, mention, pass)) {
            pairs.put(wanted, mention);
            used.add(mention);
          }
        }
      }
    }
    return new Judgement(
        gold.expected().stream()
            .filter(n -> !pairs.containsKey(n) || n.valued() && !isRight(n, pairs.get(n)))
            .toList(),
        judged.stream().filter(m -> !used.contains(m)).toList());
  }

  boolean right() {
    return missed.isEmpty() && extra.isEmpty();
  }

  static boolean overlap(GoldCase.Number wanted, NumberMention mention) {
    return wanted.start() < 0
        || wanted.start() < mention.getEnd() && mention.getStart() < wanted.end();
  }

  private static boolean judges(GoldCase gold, NumberMention mention) {
    String kind = mention.getKind().name();
    boolean whole = mention.getStart() <= 0 && mention.getEnd() >= gold.text().length();
    return (gold.kinds().contains(kind)
            || gold.kinds().contains("quantity") && NUMERIC.contains(kind))
        && (!gold.negative() || whole);
  }

  /** Same spans go first, then overlapping ones with the right value, then the rest. */
  private static boolean fits(
      GoldCase gold, GoldCase.Number wanted, NumberMention mention, int pass) {
    String kind = mention.getKind().name();
    boolean same =
        wanted.kind().equals(kind) || wanted.kind().equals("quantity") && NUMERIC.contains(kind);
    if (gold.valuesOnly()) {
      return overlap(wanted, mention)
          && switch (pass) {
            case 1 -> same && isRight(wanted, mention);
            case 2 -> isRight(wanted, mention);
            default -> wanted.start() >= 0;
          };
    }
    return same
        && switch (pass) {
          case 1 -> wanted.start() == mention.getStart() && wanted.end() == mention.getEnd();
          case 2 -> overlap(wanted, mention) && isRight(wanted, mention);
          default -> overlap(wanted, mention);
        };
  }

  private static boolean isRight(GoldCase.Number wanted, @Nullable NumberMention mention) {
    if (mention == null) {
      return false;
    }
    if (!wanted.temporal()) {
      return wanted.value() == null && wanted.valueEnd() == null
          || (wanted.valueEnd() == null || same(wanted.valueEnd(), mention.getValueEnd()))
              && (wanted.value() == null || same(wanted.value(), mention.getValue()));
    }
    String timex = plain(mention.getTimex());
    String value = plain(mention.getValue());
    String end = plain(mention.getValueEnd());
    boolean timed = wanted.readings().stream().anyMatch(r -> r.timex() != null);
    for (GoldCase.Number reading : wanted.readings()) {
      String t = plain(reading.timex());
      if (!t.isEmpty() && t.equals(timex)) {
        return true;
      }
      if (wanted.kind().equals("duration") && timed && !timex.isEmpty()) {
        double a = seconds(t);
        double b = seconds(timex);
        if (a > 0 && Math.abs(a - b) <= 1e-6 * Math.max(a, 1)) {
          return true;
        }
      }
    }
    if (wanted.kind().equals("duration") && timed && !timex.isEmpty()) {
      return false;
    }
    boolean spanned = wanted.valueEnd() != null;
    for (GoldCase.Number reading : wanted.readings()) {
      String v = plain(reading.value());
      String t = plain(reading.timex());
      boolean start = !v.isEmpty() && (v.equals(value) || v.equals(timex));
      start |= !t.isEmpty() && t.equals(value);
      boolean clock =
          wanted.kind().equals("time")
              && !spanned
              && dated(v + ' ' + t) != dated(value + ' ' + timex)
              && (clock(t).equals(clock(timex)) || clock(v).equals(clock(timex)));
      boolean both = !v.isEmpty() && v.equals(value) && plain(reading.valueEnd()).equals(end);
      if (clock || (wanted.endExclusive() || !spanned ? start : both)) {
        return true;
      }
    }
    return false;
  }

  /** Upper case, with T for a space, and no seconds or midnights that say nothing. */
  static String plain(@Nullable String value) {
    if (value == null) {
      return "";
    }
    String plain = value.strip().replace(' ', 'T').toUpperCase(java.util.Locale.ROOT);
    plain = plain.replaceFirst("T00:00(:00)?$", "");
    return plain.replaceFirst("(T\\d\\d:\\d\\d):00$", "$1");
  }

  private static boolean dated(String values) {
    return values.matches(".*\\d{4}-.*");
  }

  static String clock(String value) {
    return value.indexOf('T') >= 0 ? value.substring(value.indexOf('T') + 1) : value;
  }

  static boolean same(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return false;
    }
    try {
      double x = new BigDecimal(a.replace(",", "")).doubleValue();
      double y = new BigDecimal(b.replace(",", "")).doubleValue();
      return Math.abs(x - y) <= 1e-3 * Math.max(1e-9, Math.max(Math.abs(x), Math.abs(y)));
    } catch (NumberFormatException _) { // a value that is no number is compared as it stands
      return a.strip().equalsIgnoreCase(b.strip());
    }
  }

  /** The seconds of a TIMEX3 length, or -1 for another value. */
  static double seconds(String timex) {
    Matcher matcher = LENGTH.matcher(timex);
    if (!matcher.matches() || timex.length() < 2) {
      return -1;
    }
    double sum = 0;
    for (int k = 0; k < SECONDS.length; k++) {
      String amount = matcher.group(k + 1);
      sum += amount == null ? 0 : Double.parseDouble(amount) * SECONDS[k];
    }
    return sum;
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Page;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes for people why each block of a page was kept or removed. */
public final class Explanation {
  private static final int LONGEST_TEXT = 160;

  private final Cleaner cleaner = new Cleaner();

  /**
   * A line for each block: verdict, what the model thought, what the rules thought, then every
   * signal that is not 0, and below it the beginning of its text.
   */
  public String of(Page page) {
    Explained explained = cleaner.explain(page);
    List<Verdict> verdicts = explained.copy().verdicts();
    BlockSignals.Reading ruled = explained.ruled();
    BlockSignals signals = ruled == null ? null : cleaner.signals(page, ruled);
    StringBuilder out = new StringBuilder();
    if (ruled == null) {
      out.append("nothing was judged: a structured body is trusted, and a text may be clean\n");
    }
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      out.append(verdict.isKept() ? "keep   " : "remove ");
      out.append("%4d %-10s".formatted(i, verdict.isKept() ? "" : verdict.reason()));
      if (ruled != null) {
        out.append(judged(ruled, explained.likely()[i], i));
        out.append(signals(signals, i));
      }
      out.append("\n       ").append(cut(verdict.block())).append('\n');
    }
    return out.toString();
  }

  private static String judged(BlockSignals.Reading ruled, double likely, int i) {
    Reason rule = ruled.ruled().get(i).reason();
    boolean inBody = i >= ruled.body().from() && i < ruled.body().to();
    return String.format(
        Locale.ROOT,
        " model %.3f  rules %s%s ",
        likely,
        rule == null ? "keep" : rule,
        inBody ? " in body" : "");
  }

  private static String signals(@Nullable BlockSignals signals, int i) {
    if (signals == null) {
      return "";
    }
    float[] row = new float[BlockSignals.COUNT];
    signals.fill(i, row);
    StringBuilder out = new StringBuilder();
    for (int s = 0; s < row.length; s++) {
      if (row[s] != 0) {
        out.append(String.format(Locale.ROOT, " %s=%.4g", BlockSignals.NAMES.get(s), row[s]));
      }
    }
    return out.toString();
  }

  private static String cut(Block block) {
    String text = "<" + block.tag() + "> " + block.text();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}

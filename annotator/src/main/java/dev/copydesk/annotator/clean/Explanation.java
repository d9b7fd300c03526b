package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Origins;
import dev.copydesk.annotator.page.Page;
import java.util.List;
import java.util.Locale;

/** Writes for people why each block of a page was kept or removed. */
public final class Explanation {
  private static final int LONGEST_TEXT = 160;

  private final Cleaner cleaner = new Cleaner();

  /**
   * A line for each block: verdict, where in the source it is if the page was read so, what the
   * model thought, what the rules thought, then every signal that is not 0, and below it the
   * beginning of its text.
   */
  public String of(Page page) {
    Explained explained = cleaner.explain(page);
    List<Verdict> verdicts = explained.copy().verdicts();
    Ruled ruled = explained.ruled();
    BlockModel.Look look = explained.look();
    StringBuilder out = new StringBuilder();
    if (ruled == null || look == null) {
      out.append(
          ruled == null
              ? "nothing was judged: a structured body is trusted, and a text may be clean\n"
              : "the rules alone decided: no page has so many blocks\n");
    }
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      out.append(verdict.isKept() ? "keep   " : "remove ");
      out.append("%4d %-10s".formatted(i, verdict.isKept() ? "" : verdict.reason()));
      out.append(place(verdict.block()));
      if (ruled != null && look != null) {
        out.append(judged(ruled, look.likely()[i], i));
        out.append(signals(look.signals(), i));
      }
      out.append("\n       ").append(cut(verdict.block())).append('\n');
    }
    return out.toString();
  }

  private static String judged(Ruled ruled, double likely, int i) {
    Reason rule = ruled.verdicts().get(i).reason();
    return String.format(
        Locale.ROOT,
        " model %.3f  rules %s%s ",
        likely,
        rule == null ? "keep" : rule,
        ruled.isInBody(i) ? " in body" : "");
  }

  private static String signals(BlockSignals signals, int i) {
    float[] row = signals.of(i);
    StringBuilder out = new StringBuilder();
    for (int s = 0; s < row.length; s++) {
      if (row[s] != 0) {
        out.append(String.format(Locale.ROOT, " %s=%.4g", signals.names().get(s), row[s]));
      }
    }
    return out.toString();
  }

  /** Where in the decoded source the block is, UTF-16, where that is known. */
  private static String place(Block block) {
    Origins origins = block.origins();
    return origins == null || origins.length() == 0
        ? ""
        : " source " + origins.start(0) + "-" + origins.end(origins.length() - 1);
  }

  private static String cut(Block block) {
    String text = "<" + block.tag() + "> " + block.text();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}

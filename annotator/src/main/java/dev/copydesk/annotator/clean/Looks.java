package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import org.jspecify.annotations.Nullable;

/** What is seen of each block of a page, as numbers, for all groups of signals to share. */
final class Looks {
  private static final double MOSTLY_LINKS = 0.5;

  final Ruled page;
  final int count;

  /** Logarithm of the number of words. */
  final float[] words;

  final float[] links;
  final float[] furniture;
  final float[] scope;

  /** 1 where the rules keep the block, else 0. */
  final float[] ruleKeeps;

  final WordOdds.Heard[] heard;
  final float[] tags;
  final boolean[] prose;

  /** Words of prose before a block, one more than there are blocks. */
  final double[] proseBefore;

  Looks(Ruled page, WordOdds odds) {
    this.page = page;
    this.count = page.count();
    words = new float[count];
    links = new float[count];
    furniture = new float[count];
    scope = new float[count];
    ruleKeeps = new float[count];
    heard = new WordOdds.Heard[count];
    tags = new float[count];
    prose = new boolean[count];
    proseBefore = new double[count + 1];
    for (int i = 0; i < count; i++) {
      Block block = page.blocks().get(i);
      Features seen = page.features().get(i);
      words[i] = (float) Math.log1p(seen.words());
      links[i] = (float) block.linkDensity();
      furniture[i] = code(seen.furniture());
      scope[i] = code(seen.scope());
      ruleKeeps[i] = page.verdicts().get(i).isKept() ? 1 : 0;
      heard[i] = odds.hear(block.text());
      tags[i] = Tags.code(block.tag());
      prose[i] = seen.isProse() && links[i] < MOSTLY_LINKS;
      proseBefore[i + 1] = proseBefore[i] + (prose[i] ? seen.words() : 0);
    }
  }

  Block block(int i) {
    return page.blocks().get(i);
  }

  Features features(int i) {
    return page.features().get(i);
  }

  /** Words of prose on the page. */
  double allProse() {
    return proseBefore[count];
  }

  /** Share of the page's prose that stands before a block. */
  double proseShareBefore(int i) {
    return proseBefore[i] / Math.max(1, allProse());
  }

  /** Words of prose within so many blocks. */
  double proseWithin(int i, int reach) {
    return proseBefore[Math.min(count, i + reach + 1)] - proseBefore[Math.max(0, i - reach)];
  }

  static float code(@Nullable Reason reason) {
    return reason == null ? 0 : reason.ordinal() + 1;
  }
}

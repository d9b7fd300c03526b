package dev.copydesk.annotator.clean;

import java.util.function.IntPredicate;

/** How far each block is from the last block of a kind before it, and from the next after it. */
final class Distances {
  /** In blocks, where there is none. */
  private static final int FAR = 999;

  private final int[] last;
  private final int[] next;

  private Distances(int[] last, int[] next) {
    this.last = last;
    this.next = next;
  }

  static Distances to(int count, IntPredicate kind) {
    int[] last = new int[count];
    int before = -1;
    for (int i = 0; i < count; i++) {
      last[i] = before;
      before = kind.test(i) ? i : before;
    }
    int[] next = new int[count];
    int after = -1;
    for (int i = count - 1; i >= 0; i--) {
      next[i] = after;
      after = kind.test(i) ? i : after;
    }
    return new Distances(last, next);
  }

  /** Index of the last before a block, -1 where there is none. */
  int last(int i) {
    return last[i];
  }

  int next(int i) {
    return next[i];
  }

  int since(int i) {
    return last[i] < 0 ? FAR : i - last[i];
  }

  int ahead(int i) {
    return next[i] < 0 ? FAR : next[i] - i;
  }
}

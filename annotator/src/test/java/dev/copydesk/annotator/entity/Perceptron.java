package dev.copydesk.annotator.entity;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Learns a {@link SequenceModel}: the structured perceptron of Collins (2002) with the mean of all
 * weights there were, rounded to bytes. The same examples give the same model, bit for bit.
 */
final class Perceptron {
  private static final int LABELS = Label.COUNT;

  /**
   * Share of features that a word does without at each step, so that none is relied on alone: names
   * of tomorrow lack many that those of today have (dropout).
   */
  private static final double DROPPED = 0.3;

  /** Weights this many times the mean of what there is are cut off; few are. */
  private static final double WIDEST = 24;

  /** Weights that round to no more than this in every label are left out. */
  private static final int LEAST = 1;

  /**
   * Words [from, to) of one field, with what is right.
   *
   * @param features all of which are seen together
   */
  record Example(List<Features> features, int from, int to, byte[] labels) {}

  private final int[] weights = new int[LABELS << SequenceModel.BITS];
  private final long[] totals = new long[LABELS << SequenceModel.BITS];
  private final int[] transitions = new int[LABELS * LABELS];
  private final long[] transitionTotals = new long[LABELS * LABELS];
  private long step = 1;

  static SequenceModel learn(List<Example> examples, int epochs) {
    Perceptron perceptron = new Perceptron();
    Example[] order = examples.toArray(Example[]::new);
    Random random = new Random(1);
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        Example swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      for (Example example : order) {
        perceptron.see(example);
      }
    }
    return perceptron.mean();
  }

  private void see(Example example) {
    int length = example.to() - example.from();
    int[][] scores = new int[length][LABELS];
    for (int i = 0; i < length; i++) {
      for (Features features : example.features()) {
        int word = example.from() + i;
        for (int f = features.start(word); f < features.start(word + 1); f++) {
          if (isDropped(f)) {
            continue;
          }
          int at = features.bucket(f) * LABELS;
          for (int label = 0; label < LABELS; label++) {
            scores[i][label] += weights[at + label];
          }
        }
      }
    }
    byte[] found = new byte[length];
    SequenceModel.decode(scores, transitions, found, 0);
    byte[] right = Arrays.copyOfRange(example.labels(), example.from(), example.to());
    if (!Arrays.equals(found, right)) {
      int was = Label.OUTSIDE;
      int shouldBe = Label.OUTSIDE;
      for (int i = 0; i < length; i++) {
        if (found[i] != right[i]) {
          update(example, example.from() + i, right[i], 1);
          update(example, example.from() + i, found[i], -1);
        }
        follow(shouldBe, right[i], 1);
        follow(was, found[i], -1);
        shouldBe = right[i];
        was = found[i];
      }
    }
    step++;
  }

  private void update(Example example, int word, int label, int by) {
    for (Features features : example.features()) {
      for (int f = features.start(word); f < features.start(word + 1); f++) {
        if (isDropped(f)) {
          continue;
        }
        int at = features.bucket(f) * LABELS + label;
        weights[at] += by;
        totals[at] += by * step;
      }
    }
  }

  /** The same for one word at one step, and anew at the next. */
  private boolean isDropped(int feature) {
    long mixed = (step * 0x9E3779B97F4A7C15L + feature) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
    return (mixed >>> 33 & 0xFFFF) < DROPPED * 0x10000;
  }

  private void follow(int from, int to, int by) {
    transitions[from * LABELS + to] += by;
    transitionTotals[from * LABELS + to] += by * step;
  }

  private SequenceModel mean() {
    double sum = 0;
    long some = 0;
    for (int i = 0; i < weights.length; i++) {
      double mean = mean(weights[i], totals[i]);
      if (mean != 0) {
        sum += Math.abs(mean);
        some++;
      }
    }
    double scale = Byte.MAX_VALUE / (WIDEST * sum / Math.max(1, some));
    byte[] bytes = new byte[weights.length];
    for (int bucket = 0; bucket < weights.length; bucket += LABELS) {
      boolean counts = false;
      for (int i = bucket; i < bucket + LABELS; i++) {
        long rounded = Math.round(mean(weights[i], totals[i]) * scale);
        bytes[i] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, rounded));
        counts |= Math.abs(bytes[i]) > LEAST;
      }
      if (!counts) {
        Arrays.fill(bytes, bucket, bucket + LABELS, (byte) 0);
      }
    }
    int[] following = new int[transitions.length];
    for (int i = 0; i < following.length; i++) {
      following[i] = (int) Math.round(mean(transitions[i], transitionTotals[i]) * scale);
    }
    return new SequenceModel(bytes, following);
  }

  private double mean(int weight, long total) {
    return weight - (double) total / step;
  }
}

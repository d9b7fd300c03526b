package dev.copydesk.annotator.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Fits {@link Trees} to rows with a yes or no each: stochastic gradient boosting with the logistic
 * loss and second-order leaves, on signals binned by their quantiles. Same rows, same trees.
 */
final class Boosting {
  private static final int BINS = 64;
  private static final double RIDGE = 5;
  private static final double ROWS = 0.5;
  private static final double SIGNALS = 0.4;
  private static final double LEAST_WEIGHT = 20;
  private static final int CUTS_FROM = 50_000;

  private final float[][] rows;
  private final float[] weights;
  private final boolean[] yes;
  private final Size size;
  private final Random random = new Random(1);
  private final float[][] cuts;
  private final byte[][] bins;
  private final double[] scores;
  private final double[] gradients;
  private final double[] curvatures;

  /**
   * How much is learnt.
   *
   * @param depth of a tree
   * @param shrinkage the part of what a tree would mend that it does mend
   */
  record Size(int trees, int depth, double shrinkage) {}

  Boosting(float[][] rows, float[] weights, boolean[] yes, Size size) {
    this.rows = rows;
    this.weights = weights;
    this.yes = yes;
    this.size = size;
    int width = rows[0].length;
    cuts = new float[width][];
    bins = new byte[width][rows.length];
    for (int s = 0; s < width; s++) {
      cuts[s] = cuts(s);
      for (int r = 0; r < rows.length; r++) {
        int found = Arrays.binarySearch(cuts[s], rows[r][s]);
        bins[s][r] = (byte) (found < 0 ? -found - 1 : found);
      }
    }
    scores = new double[rows.length];
    gradients = new double[rows.length];
    curvatures = new double[rows.length];
  }

  private float[] cuts(int signal) {
    int step = Math.max(1, rows.length / CUTS_FROM);
    float[] values = new float[(rows.length + step - 1) / step];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows[i * step][signal];
    }
    Arrays.sort(values);
    float[] found = new float[BINS - 1];
    int count = 0;
    for (int b = 1; b < BINS; b++) {
      float cut = values[(int) ((long) b * (values.length - 1) / BINS)];
      if (count == 0 || cut > found[count - 1]) {
        found[count++] = cut;
      }
    }
    return Arrays.copyOf(found, count);
  }

  Trees fit() {
    List<Trees.Tree> fitted = new ArrayList<>();
    for (int t = 0; t < size.trees(); t++) {
      for (int r = 0; r < rows.length; r++) {
        double likely = 1 / (1 + Math.exp(-scores[r]));
        gradients[r] = weights[r] * ((yes[r] ? 1 : 0) - likely);
        curvatures[r] = weights[r] * Math.max(1e-6, likely * (1 - likely));
      }
      int[] sample = new int[rows.length];
      int sampled = 0;
      for (int r = 0; r < rows.length; r++) {
        if (random.nextDouble() < ROWS) {
          sample[sampled++] = r;
        }
      }
      List<int[]> nodes = new ArrayList<>();
      List<Float> limits = new ArrayList<>();
      grow(sample, 0, sampled, 0, nodes, limits);
      int[] signals = new int[nodes.size()];
      float[] values = new float[nodes.size()];
      int[] rights = new int[nodes.size()];
      for (int n = 0; n < signals.length; n++) {
        signals[n] = nodes.get(n)[0];
        rights[n] = nodes.get(n)[1];
        values[n] = limits.get(n);
      }
      Trees.Tree tree = new Trees.Tree(signals, values, rights);
      fitted.add(tree);
      for (int r = 0; r < rows.length; r++) {
        scores[r] += tree.value(rows[r]);
      }
    }
    return new Trees(fitted);
  }

  private void grow(
      int[] sample, int from, int to, int level, List<int[]> nodes, List<Float> limits) {
    double g = 0;
    double h = 0;
    for (int i = from; i < to; i++) {
      g += gradients[sample[i]];
      h += curvatures[sample[i]];
    }
    int[] split = level < size.depth() ? best(sample, from, to, g, h) : new int[] {-1, 0};
    int at = nodes.size();
    if (split[0] < 0) {
      nodes.add(new int[] {-1, 0});
      limits.add((float) (Math.round(size.shrinkage() * g / (h + RIDGE) * 1e4) / 1e4));
      return;
    }
    byte[] column = bins[split[0]];
    int left = from;
    int right = to;
    while (left < right) {
      if (column[sample[left]] <= split[1]) {
        left++;
      } else {
        right--;
        int swapped = sample[left];
        sample[left] = sample[right];
        sample[right] = swapped;
      }
    }
    nodes.add(new int[] {split[0], 0});
    limits.add(cuts[split[0]][split[1]]);
    grow(sample, from, left, level + 1, nodes, limits);
    nodes.get(at)[1] = nodes.size();
    grow(sample, left, to, level + 1, nodes, limits);
  }

  /** The signal and the bin up to which rows go left; -1 where nothing is gained. */
  private int[] best(int[] sample, int from, int to, double g, double h) {
    int[] split = {-1, 0};
    double most = g * g / (h + RIDGE) + 1e-3;
    for (int s = 0; s < bins.length; s++) {
      if (random.nextDouble() >= SIGNALS || cuts[s].length == 0) {
        continue;
      }
      double[] gs = new double[BINS];
      double[] hs = new double[BINS];
      byte[] column = bins[s];
      for (int i = from; i < to; i++) {
        int r = sample[i];
        gs[column[r]] += gradients[r];
        hs[column[r]] += curvatures[r];
      }
      double gl = 0;
      double hl = 0;
      for (int b = 0; b < cuts[s].length; b++) {
        gl += gs[b];
        hl += hs[b];
        double hr = h - hl;
        if (hl < LEAST_WEIGHT * 0.25 || hr < LEAST_WEIGHT * 0.25) {
          continue;
        }
        double gr = g - gl;
        double gain = gl * gl / (hl + RIDGE) + gr * gr / (hr + RIDGE);
        if (gain > most) {
          most = gain;
          split[0] = s;
          split[1] = b;
        }
      }
    }
    return split;
  }
}

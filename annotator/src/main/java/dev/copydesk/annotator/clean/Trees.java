package dev.copydesk.annotator.clean;

import java.util.ArrayList;
import java.util.List;

/**
 * A sum of regression trees (Friedman, "Greedy function approximation: a gradient boosting
 * machine", 2001). Immutable.
 *
 * @param trees each of nodes in preorder; a leaf has signal -1 and its value in {@code limits}
 */
record Trees(List<Tree> trees) {

  /**
   * @param signals which signal the node asks for, -1 for a leaf
   * @param limits up to which the left child goes on; of a leaf its value
   * @param rights index of the right child; the left one is the next node
   */
  record Tree(int[] signals, float[] limits, int[] rights) {

    float value(float[] row) {
      int at = 0;
      while (signals[at] >= 0) {
        at = row[signals[at]] <= limits[at] ? at + 1 : rights[at];
      }
      return limits[at];
    }
  }

  /** Logarithm of the odds. */
  double score(float[] row) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.value(row);
    }
    return sum;
  }

  /** One line a tree: nodes in preorder as "signal:limit" and leaves as "value". */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Tree tree : trees) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < tree.signals.length; i++) {
        line.append(i == 0 ? "" : " ");
        if (tree.signals[i] >= 0) {
          line.append(tree.signals[i]).append(':');
        }
        line.append(tree.limits[i]);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static Tree tree(String line) {
    String[] nodes = line.split(" ");
    int[] signals = new int[nodes.length];
    float[] limits = new float[nodes.length];
    int[] rights = new int[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      int colon = nodes[i].indexOf(':');
      signals[i] = colon < 0 ? -1 : Integer.parseInt(nodes[i].substring(0, colon));
      limits[i] = Float.parseFloat(nodes[i].substring(colon + 1));
    }
    end(signals, rights, 0);
    return new Tree(signals, limits, rights);
  }

  /** Finds the right child of every node of the subtree at an index; returns where it ends. */
  private static int end(int[] signals, int[] rights, int at) {
    if (signals[at] < 0) {
      return at + 1;
    }
    rights[at] = end(signals, rights, at + 1);
    return end(signals, rights, rights[at]);
  }
}

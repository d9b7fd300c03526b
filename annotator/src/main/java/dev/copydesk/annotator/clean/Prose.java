package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * How much prose each element of a page holds, its descendants' included. Linear in the blocks and
 * the elements, however deep they nest.
 */
final class Prose {
  private final Map<Container, double[]> held = new IdentityHashMap<>();
  private final List<Container> outermostFirst = new ArrayList<>();
  private double total;

  /**
   * @param weight of the block at an index, 0 or more
   */
  Prose(List<Block> blocks, IntToDoubleFunction weight) {
    for (int i = 0; i < blocks.size(); i++) {
      double worth = weight.applyAsDouble(i);
      total += worth;
      Container around = blocks.get(i).container();
      for (Container c = around; c != null && !held.containsKey(c); c = c.parent()) {
        held.put(c, new double[1]);
        outermostFirst.add(c);
      }
      if (around != null) {
        held.computeIfAbsent(around, _ -> new double[1])[0] += worth;
      }
    }
    outermostFirst.sort(Comparator.comparingInt(Container::depth));
    for (Container c : outermostFirst.reversed()) {
      Container parent = c.parent();
      if (parent != null) {
        held.computeIfAbsent(parent, _ -> new double[1])[0] += of(c);
      }
    }
  }

  /** In words of running prose that is not mostly links. */
  static Prose of(List<Block> blocks, List<Features> features) {
    return new Prose(
        blocks,
        i -> {
          Features seen = features.get(i);
          return seen.isProse() && blocks.get(i).linkDensity() < 0.5 ? seen.words() : 0;
        });
  }

  /** What the element holds, 0 for one without blocks. */
  double of(Container container) {
    double[] weight = held.get(container);
    return weight == null ? 0 : weight[0];
  }

  double total() {
    return total;
  }

  /** Every element with a block in it, parents before their children. */
  List<Container> outermostFirst() {
    return outermostFirst;
  }
}

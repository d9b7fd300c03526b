package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of a page hold, their descendants' included. Linear in blocks and elements,
 * however deep they nest.
 */
final class Elements {

  /** Of one element. */
  static final class Held {
    private double prose;
    private double kept;
    private int chars;
    private int linkChars;
    private int blocks;
    private int proseBlocks;
    private float nameOdds;

    /** Words of prose. */
    double prose() {
      return prose;
    }

    /** Words that the rules keep. */
    double kept() {
      return kept;
    }

    int blocks() {
      return blocks;
    }

    /** Share of the blocks that are prose, 0 to 1. */
    double proseBlockShare() {
      return (double) proseBlocks / Math.max(1, blocks);
    }

    /** Share of the characters that are links, 0 to 1. */
    double linkShare() {
      return (double) linkChars / Math.max(1, chars);
    }

    /** What class, id, role and itemprop say. */
    float nameOdds() {
      return nameOdds;
    }

    private void add(Looks looks, int i) {
      Block block = looks.block(i);
      int said = looks.features(i).words();
      prose += looks.prose[i] ? said : 0;
      kept += looks.ruleKeeps[i] * said;
      chars += block.text().length();
      linkChars += Math.min(block.linkChars(), block.text().length());
      blocks++;
      proseBlocks += looks.prose[i] ? 1 : 0;
    }

    private void add(Held inner) {
      prose += inner.prose;
      kept += inner.kept;
      chars += inner.chars;
      linkChars += inner.linkChars;
      blocks += inner.blocks;
      proseBlocks += inner.proseBlocks;
    }
  }

  private static final Held NOTHING = new Held();

  private final Map<Container, Held> held = new IdentityHashMap<>();
  private final List<Container> outermostFirst = new ArrayList<>();

  Elements(Looks looks, WordOdds names) {
    for (int i = 0; i < looks.count; i++) {
      Container around = looks.block(i).container();
      for (Container c = around; c != null && !held.containsKey(c); c = c.parent()) {
        Held fresh = new Held();
        fresh.nameOdds = names.sum(c.names());
        held.put(c, fresh);
        outermostFirst.add(c);
      }
      if (around != null) {
        held.computeIfAbsent(around, _ -> new Held()).add(looks, i);
      }
    }
    outermostFirst.sort(Comparator.comparingInt(Container::depth));
    for (Container c : outermostFirst.reversed()) {
      Held outer = c.parent() == null ? null : held.get(c.parent());
      if (outer != null) {
        outer.add(of(c));
      }
    }
  }

  /** What the element holds: nothing where there is no element. */
  Held of(@Nullable Container element) {
    return element == null ? NOTHING : held.getOrDefault(element, NOTHING);
  }

  /** What the page holds. */
  Held all() {
    return outermostFirst.isEmpty() ? NOTHING : of(outermostFirst.getFirst());
  }

  /** Every element with a block in it, parents before their children. */
  List<Container> outermostFirst() {
    return outermostFirst;
  }
}

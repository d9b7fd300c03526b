package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the blocks of a page in the article as a person cleaned it. Long blocks are found wherever
 * they are; short ones, which may also stand elsewhere, only where the order of the page fits.
 */
final class GoldCopy {
  private static final int RUN = 4;

  /** A block with this share of its runs of words in the article is article. */
  private static final double MOSTLY = 0.6;

  private static final int SURE = 8;

  private final List<String> gold;
  private final Map<List<String>, List<Integer>> runs = new HashMap<>();
  private final Map<String, List<Integer>> places = new HashMap<>();

  GoldCopy(String text) {
    gold = Shingles.words(text);
    for (int i = 0; i < gold.size(); i++) {
      places.computeIfAbsent(gold.get(i), _ -> new ArrayList<>()).add(i);
      if (i + RUN <= gold.size()) {
        runs.computeIfAbsent(List.copyOf(gold.subList(i, i + RUN)), _ -> new ArrayList<>()).add(i);
      }
    }
  }

  /** Whether each block belongs to the article. */
  boolean[] marks(List<Block> blocks) {
    int count = blocks.size();
    List<List<String>> words = blocks.stream().map(b -> Shingles.words(b.text())).toList();
    boolean[] marks = new boolean[count];
    int[] starts = new int[count];
    boolean[] used = new boolean[gold.size()];
    List<Integer> anchors = anchors(words);
    Set<Integer> sure = new HashSet<>(anchors);
    for (int i : anchors) {
      starts[i] = first(words.get(i));
      marks[i] = true;
      mark(used, starts[i], words.get(i).size());
    }
    int[] ends = new int[count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end = sure.contains(i) ? starts[i] + words.get(i).size() : end;
      ends[i] = end;
    }
    int limit = gold.size();
    int[] limits = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      limits[i] = limit;
      limit = sure.contains(i) ? starts[i] : limit;
    }
    // Long ones before short ones, so that a word does not take a sentence's place.
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < count; i++) {
        if (!sure.contains(i) && (words.get(i).size() >= RUN) == (pass == 0)) {
          marks[i] = fits(words.get(i), ends[i], limits[i], used);
        }
      }
    }
    return marks;
  }

  private boolean fits(List<String> said, int from, int to, boolean[] used) {
    if (said.isEmpty()) {
      return false;
    }
    int at = find(said, from, to, used);
    if (at >= 0) {
      mark(used, at, said.size());
      return true;
    }
    if (said.size() < SURE) {
      return false;
    }
    int known = 0;
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i + RUN <= said.size(); i++) {
      for (int place : runs.getOrDefault(said.subList(i, i + RUN), List.of())) {
        if (!used[place]) {
          known++;
          found.add(place);
          break;
        }
      }
    }
    if (known < MOSTLY * (said.size() - RUN + 1)) {
      return false;
    }
    found.forEach(place -> mark(used, place, RUN));
    return true;
  }

  private static void mark(boolean[] used, int from, int length) {
    for (int i = from; i < Math.min(used.length, from + length); i++) {
      used[i] = true;
    }
  }

  private int find(List<String> said, int from, int to, boolean[] used) {
    for (int place : places.getOrDefault(said.getFirst(), List.of())) {
      if (place >= from && place + said.size() <= to && isAt(said, place) && !used[place]) {
        return place;
      }
    }
    return -1;
  }

  private boolean isAt(List<String> said, int place) {
    return place + said.size() <= gold.size()
        && gold.subList(place, place + said.size()).equals(said);
  }

  private int first(List<String> said) {
    for (int place : places.getOrDefault(said.getFirst(), List.of())) {
      if (isAt(said, place)) {
        return place;
      }
    }
    return -1;
  }

  /** Blocks that stand in the article word for word, the most that are in its order. */
  private List<Integer> anchors(List<List<String>> words) {
    List<Integer> found = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < words.size(); i++) {
      int at = words.get(i).size() >= SURE ? first(words.get(i)) : -1;
      if (at >= 0 && seen.add(words.get(i))) {
        found.add(i);
        places.add(at);
      }
    }
    int[] length = new int[found.size()];
    int[] before = new int[found.size()];
    int best = -1;
    for (int i = 0; i < length.length; i++) {
      length[i] = words.get(found.get(i)).size();
      before[i] = -1;
      for (int j = 0; j < i; j++) {
        int sum = length[j] + words.get(found.get(i)).size();
        if (places.get(j) < places.get(i) && sum > length[i]) {
          length[i] = sum;
          before[i] = j;
        }
      }
      best = best < 0 || length[i] > length[best] ? i : best;
    }
    List<Integer> chain = new ArrayList<>();
    for (int i = best; i >= 0; i = before[i]) {
      chain.addFirst(found.get(i));
    }
    return chain;
  }
}

package dev.copydesk.annotator.clean;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Says how likely a block is article: odds of words and of class names, and trees over {@link
 * BlockSignals}, which look at a page twice. Learnt by {@code BlockModelTraining} (in the tests)
 * from pages that are not part of Copydesk. Immutable.
 *
 * @param words odds of words in the text of blocks
 * @param names odds of words in class, id, role and itemprop
 * @param first trees over the signals of the first look
 * @param second trees over these and what the first trees made of the page
 */
record BlockModel(WordOdds words, WordOdds names, Trees first, Trees second) {

  /** Reads a model beside this class. */
  static BlockModel load(String resource) {
    InputStream file =
        Objects.requireNonNull(BlockModel.class.getResourceAsStream(resource), resource);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return parse(lines.lines().toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(resource + " of this jar", broken);
    }
  }

  /** Each line says what it is: a word, a name, or a tree of one of the looks. */
  static BlockModel parse(List<String> lines) {
    Map<String, Float> words = new HashMap<>();
    Map<String, Float> names = new HashMap<>();
    List<Trees.Tree> first = new ArrayList<>();
    List<Trees.Tree> second = new ArrayList<>();
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t");
      switch (cells[0]) {
        case "word" -> words.put(cells[1], Float.valueOf(cells[2]));
        case "name" -> names.put(cells[1], Float.valueOf(cells[2]));
        case "first" -> first.add(Trees.tree(cells[1]));
        case "second" -> second.add(Trees.tree(cells[1]));
        default -> throw new IllegalStateException("no part of a model: " + cells[0]);
      }
    }
    return new BlockModel(
        new WordOdds(words), new WordOdds(names), new Trees(first), new Trees(second));
  }

  /** The lines that {@link #parse} reads, always in the same order. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(words.table()).forEach((word, odds) -> lines.add("word\t" + word + "\t" + odds));
    new TreeMap<>(names.table()).forEach((name, odds) -> lines.add("name\t" + name + "\t" + odds));
    first.lines().forEach(tree -> lines.add("first\t" + tree));
    second.lines().forEach(tree -> lines.add("second\t" + tree));
    return lines;
  }

  /** What the model sees of a page, and how likely it holds each block for article, 0 to 1. */
  @SuppressWarnings("ArrayRecordComponent")
  record Look(BlockSignals signals, double[] likely) {}

  Look look(Ruled page) {
    BlockSignals once = BlockSignals.firstLook(page, words, names);
    BlockSignals again = once.secondLook(once.likely(first));
    return new Look(again, again.likely(second));
  }
}

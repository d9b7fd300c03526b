package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.Attribution;
import dev.copydesk.schema.v1.AttributionType;
import java.util.List;
import java.util.function.Predicate;

/** Who says what in one sentence. */
final class Sources {

  /** A source, its words [from, to) and the words that make it one, at {@code at}. */
  record Source(Attribution attribution, int from, int to, int at) {}

  private final List<Source> sources;
  private final Predicate<Source> isInner;

  /** Breaks before each word, one more than there are words. */
  private final int[] breaksBefore;

  /**
   * @param sources in order
   * @param isInner whether a source speaks in a clause of its own, and not of what stands ahead
   * @param isBreak whether a word in lower case ends what is said
   */
  Sources(
      List<Source> sources,
      Sentence sentence,
      Predicate<Source> isInner,
      Predicate<String> isBreak) {
    this.isInner = isInner;
    this.sources = sources;
    this.breaksBefore = new int[sentence.words().size() + 1];
    for (int i = 0; i + 1 < breaksBefore.length; i++) {
      breaksBefore[i + 1] = breaksBefore[i] + (isBreak.test(sentence.at(i)) ? 1 : 0);
    }
  }

  /**
   * The source of what words [from, to) say: the last one that opens their part of the sentence,
   * else the first one that closes it.
   */
  Attribution of(int from, int to) {
    Source best = null;
    for (Source source : sources) {
      boolean within = source.from <= from && from < source.to || source.from == from;
      boolean ahead = source.at < from;
      boolean other = // "50 fled after the rebels announced a truce"
          source.from >= to && isInner.test(source);
      if (within || other || isBroken(Math.min(source.at, from), Math.max(source.at, to))) {
        continue;
      }
      if (ahead || best == null) {
        best = source;
      }
    }
    return best == null ? new Attribution("", AttributionType.WRITER) : best.attribution;
  }

  private boolean isBroken(int from, int to) {
    int last = breaksBefore.length - 1;
    return breaksBefore[Math.min(last, to)] > breaksBefore[Math.min(last, Math.max(0, from))];
  }
}

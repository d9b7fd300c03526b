package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Envelope;
import dev.copydesk.annotator.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which blocks of a page are the article. Immutable; safe for use by many threads.
 *
 * <ol>
 *   <li>Every block is looked at by itself ({@link Features}).
 *   <li>The stretch of the page that is the article is found ({@link BodyFinder}); all outside
 *       goes.
 *   <li>Inside, a block goes only if something says it is furniture: its words, the elements around
 *       it, the headline it repeats, or that it is nothing but links. When unsure it stays.
 * </ol>
 */
public final class Cleaner {
  private static final int SHORTEST_HEADLINE = 20;
  private static final int LONGEST_HEADLINE = 250;
  private static final int FEWEST_WORDS = 4;
  private static final int FEWEST_CAPITALISED_WORDS = 5;
  private static final int LONGEST_SITE_NAME = 40;
  private static final Pattern DOMAIN = Pattern.compile("[\\w-]{2,}(?:\\.[\\w-]{2,})+");

  private final Furniture vocabulary = new Furniture();
  private final ScopeWords scopeWords = new ScopeWords();

  /** One verdict for each block of the page. */
  public CleanCopy clean(Page page) {
    return switch (page) {
      case Page.Item item -> keepAll(item.blocks());
      case Page.Text text ->
          isClean(text.blocks())
              ? keepAll(text.blocks())
              : withMasthead(
                  sift(text.blocks(), with(text.envelope(), Titles.of(text.blocks())), ""));
      case Page.Html html ->
          sift(
              html.blocks(),
              with(html.envelope(), Titles.of(html.document())),
              Titles.articleBody(html.linkedData()));
    };
  }

  private static Titles with(Envelope envelope, Titles titles) {
    return titles.and(envelope.headline(), envelope.description());
  }

  /** A text that opens with prose and has no piece of furniture was cleaned before. */
  private boolean isClean(List<Block> blocks) {
    return !blocks.isEmpty()
        && Features.of(blocks.getFirst(), vocabulary).isProse()
        && blocks.stream().allMatch(block -> Features.of(block, vocabulary).furniture() == null);
  }

  private static CleanCopy keepAll(List<Block> blocks) {
    return new CleanCopy(blocks.stream().map(block -> new Verdict(block, null)).toList());
  }

  private CleanCopy sift(List<Block> blocks, Titles titles, String declaredBody) {
    List<Features> features = look(blocks);
    boolean[] vouched = vouched(blocks, declaredBody);
    BodyFinder.Span body = BodyFinder.find(blocks, features, vouched);
    List<Verdict> verdicts = new ArrayList<>(blocks.size());
    boolean begun = false;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      Features seen = features.get(i);
      boolean inside = i >= body.from() && i < body.to();
      Reason reason = titles.reason(block, begun);
      if (reason == null && !vouched[i]) {
        reason = inside ? furniture(block, seen) : outside(seen);
      }
      if (reason == Reason.DATE && inside && begun && Dateline.isBareDate(block.text())) {
        reason = null; // it heads the next story of a post
      }
      begun |= inside && reason == null && seen.isProse();
      verdicts.add(new Verdict(block, reason));
    }
    return new CleanCopy(titles.headlines().isEmpty() ? withHeadline(verdicts) : verdicts);
  }

  /**
   * Of the lines above the article the nearest that could be a headline is taken for it, or the one
   * above that, if the two stand alone: headline and deck. Where all lines could be, the text opens
   * with its headline and the others head the story.
   */
  private static List<Verdict> withHeadline(List<Verdict> verdicts) {
    int above = 0;
    while (above < verdicts.size() && !verdicts.get(above).isKept()) {
      above++;
    }
    int[] heads = IntStream.range(0, above).filter(i -> couldHead(verdicts, i)).toArray();
    if (heads.length == 0) {
      return verdicts;
    }
    int headline = heads[heads.length - 1];
    if (heads.length == above && above > 1 && above < verdicts.size()) {
      for (int i = 1; i < above; i++) {
        give(verdicts, i, null);
      }
      headline = 0;
    } else if (headline > 0
        && couldHead(verdicts, headline - 1)
        && (headline == 1 || !couldHead(verdicts, headline - 2))) {
      give(verdicts, headline, Reason.DECK);
      headline--;
    }
    give(verdicts, headline, Reason.HEADLINE);
    return verdicts;
  }

  private static void give(List<Verdict> verdicts, int i, @Nullable Reason reason) {
    verdicts.set(i, new Verdict(verdicts.get(i).block(), reason));
  }

  /** What stands under a byline says who the author is. */
  private static boolean couldHead(List<Verdict> verdicts, int i) {
    String line = verdicts.get(i).block().text();
    return verdicts.get(i).reason() == Reason.OTHER
        && (i == 0 || verdicts.get(i - 1).reason() != Reason.BYLINE)
        && line.length() >= SHORTEST_HEADLINE
        && line.length() <= LONGEST_HEADLINE
        && !line.endsWith(".")
        && saysSomething(line);
  }

  /** A few capitalised words are names: of an author and a place, of a desk. */
  private static boolean saysSomething(String line) {
    String[] words = line.split("[^\\p{L}\\p{N}’'-]+");
    boolean sentence =
        Stream.of(words)
            .filter(word -> !word.isEmpty())
            .anyMatch(word -> Character.isLowerCase(word.codePointAt(0)));
    return words.length >= (sentence ? FEWEST_WORDS : FEWEST_CAPITALISED_WORDS);
  }

  /** A dump may open with its site: a lone name that is an address, or stands above the day. */
  private static CleanCopy withMasthead(CleanCopy copy) {
    List<Verdict> verdicts = copy.verdicts();
    if (verdicts.size() < 3 || verdicts.getFirst().reason() != Reason.OTHER) {
      return copy;
    }
    String line = verdicts.getFirst().block().text();
    boolean dated = verdicts.get(1).reason() == Reason.DATE;
    if (line.length() > LONGEST_SITE_NAME || !(dated || DOMAIN.matcher(line).matches())) {
      return copy;
    }
    List<Verdict> named = new ArrayList<>(verdicts);
    named.set(0, new Verdict(verdicts.getFirst().block(), Reason.SITE));
    return new CleanCopy(named);
  }

  private static Reason outside(Features seen) {
    if (seen.furniture() != null) {
      return seen.furniture();
    }
    return seen.scope() != null ? seen.scope() : Reason.OTHER;
  }

  private static @Nullable Reason furniture(Block block, Features seen) {
    if (seen.furniture() != null) {
      return seen.furniture();
    }
    if (seen.scope() != null) {
      return seen.scope();
    }
    boolean allLinks = block.linkDensity() > 0.8 && !seen.endsSentence();
    return allLinks && !block.isHeading() ? Reason.RELATED : null;
  }

  private List<Features> look(List<Block> blocks) {
    List<Features> alone = blocks.stream().map(block -> Features.of(block, vocabulary)).toList();
    Scopes scopes = new Scopes(Prose.of(blocks, alone), scopeWords);
    List<Features> features = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      features.add(alone.get(i).within(scopes.around(blocks.get(i))));
    }
    return features;
  }

  /** Blocks that the page's own JSON-LD gives as article body. */
  private static boolean[] vouched(List<Block> blocks, String declaredBody) {
    Declared declared = new Declared(declaredBody);
    boolean[] vouched = new boolean[blocks.size()];
    for (int i = 0; i < vouched.length; i++) {
      vouched[i] = declared.opensWith(blocks.get(i).text());
    }
    return vouched;
  }
}

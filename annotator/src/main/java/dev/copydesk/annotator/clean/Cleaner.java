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
 *   <li>The stretch of the page that is the article is found ({@link BodyFinder}), and inside it
 *       what something says is furniture: its words, the elements around it, the headline it
 *       repeats, or that it is nothing but links. These are the rules.
 *   <li>A learnt model looks at the blocks, their neighbours and what the rules made of them
 *       ({@link BlockModel}) and has the last word, but on the repeated headline. When unsure a
 *       block stays.
 * </ol>
 */
public final class Cleaner {
  private static final int SHORTEST_HEADLINE = 20;
  private static final int LONGEST_HEADLINE = 250;
  private static final int FEWEST_WORDS = 4;
  private static final int FEWEST_CAPITALISED_WORDS = 5;
  private static final int LONGEST_SITE_NAME = 40;
  private static final Pattern DOMAIN = Pattern.compile("[\\w-]{2,}(?:\\.[\\w-]{2,})+");

  /** Words of a paragraph that tells something. */
  private static final int PARAGRAPH = 12;

  private static final double MOSTLY_LINKS = 0.5;

  /**
   * How likely a block must be to stay. The optimum over folds of the training pages is flat; what
   * the rules keep and reads as prose stays unless the model is rather sure, for a paragraph lost
   * is worse than a line too many.
   */
  private record Least(double prose, double ruledIn, double ruledOut) {
    static final Least HTML = new Least(0.4, 0.6, 0.6);

    /** In a dump, which has no tree, the rules know more of the page's order than the model. */
    static final Least TEXT = new Least(0.1, 0.4, 0.7);

    double of(Verdict rule, Features seen) {
      if (!rule.isKept()) {
        return ruledOut;
      }
      String text = rule.block().text();
      boolean paragraph = seen.isProse() && seen.words() >= PARAGRAPH;
      // A lead often stands apart, above byline and share list, and looks like a deck to the model.
      boolean heads = Dateline.isBareDate(text) || (paragraph && Dateline.opensDispatch(text));
      return heads ? 0 : paragraph ? prose : ruledIn;
    }
  }

  private final BlockModel htmlModel = BlockModel.load("blocks-html.model");
  private final BlockModel textModel = BlockModel.load("blocks-text.model");
  private final Furniture vocabulary = new Furniture();
  private final ScopeWords scopeWords = new ScopeWords();

  /** One verdict for each block of the page. */
  public CleanCopy clean(Page page) {
    return explain(page).copy();
  }

  /**
   * The same, with what led to each verdict; for a structured item, whose body is trusted, none.
   */
  Explained explain(Page page) {
    return switch (page) {
      case Page.Item item -> Explained.trusted(item.blocks());
      case Page.Text text -> explain(text);
      case Page.Html html -> {
        Titles titles = titles(html);
        BlockSignals.Reading ruled = rule(html, titles);
        double[] likely = htmlModel.keep(ruled);
        List<Verdict> verdicts = decide(ruled, likely, Least.HTML);
        yield new Explained(
            new CleanCopy(titles.headlines().isEmpty() ? withHeadline(verdicts) : verdicts),
            ruled,
            likely);
      }
    };
  }

  private Explained explain(Page.Text text) {
    if (isClean(text.blocks())) {
      return Explained.trusted(text.blocks());
    }
    Titles titles = titles(text);
    BlockSignals.Reading ruled = rule(text, titles);
    double[] likely = textModel.keep(ruled);
    List<Verdict> verdicts = decide(ruled, likely, Least.TEXT);
    return new Explained(
        new CleanCopy(
            withMasthead(titles.headlines().isEmpty() ? withHeadline(verdicts) : verdicts)),
        ruled,
        likely);
  }

  /**
   * A text that opens with prose and has no piece of furniture was cleaned before; days that head
   * stories are none. No dump keeps what its words make furniture, so that a copy that opens with
   * prose is known for one.
   */
  private boolean isClean(List<Block> blocks) {
    return !blocks.isEmpty()
        && opensWithProse(blocks)
        && blocks.stream()
            .allMatch(
                block ->
                    Features.of(block, vocabulary).furniture() == null
                        || Dateline.isBareDate(block.text()));
  }

  private boolean opensWithProse(List<Block> blocks) {
    return Features.of(blocks.getFirst(), vocabulary).isProse();
  }

  /** What the model thinks likely stays, but for what the rules are sure of. */
  private static List<Verdict> decide(BlockSignals.Reading ruled, double[] likely, Least least) {
    List<Verdict> verdicts = new ArrayList<>(likely.length);
    for (int i = 0; i < likely.length; i++) {
      Verdict rule = ruled.ruled().get(i);
      Features seen = ruled.features().get(i);
      boolean keeps = !isSurelyOut(rule, seen) && likely[i] >= least.of(rule, seen);
      verdicts.add(new Verdict(rule.block(), keeps ? null : why(rule, seen)));
    }
    if (verdicts.stream().noneMatch(Verdict::isKept)) {
      // A few lines are no page: the model, which knows only pages, finds no article in them.
      verdicts = new ArrayList<>(ruled.ruled());
    }
    return verdicts;
  }

  /** The repeated headline, the deck that is repeated and called so, known furniture of a dump. */
  private static boolean isSurelyOut(Verdict rule, Features seen) {
    if (rule.isKept()) {
      return false;
    }
    boolean knownInDump = rule.block().container() == null && seen.furniture() != null;
    boolean deck = rule.reason() == Reason.DECK && seen.scope() == Reason.DECK;
    return rule.reason() == Reason.HEADLINE || deck || knownInDump;
  }

  private static Reason why(Verdict rule, Features seen) {
    if (rule.reason() != null) {
      return rule.reason();
    }
    return rule.block().linkDensity() > MOSTLY_LINKS ? Reason.RELATED : outside(seen);
  }

  /** What the model looks at. */
  BlockSignals signals(Page page, BlockSignals.Reading ruled) {
    BlockModel model = page instanceof Page.Html ? htmlModel : textModel;
    return new BlockSignals(ruled, model.words(), model.names());
  }

  /** What the rules alone make of a page or a dump. */
  BlockSignals.Reading rule(Page page) {
    return rule(page, titles(page));
  }

  private BlockSignals.Reading rule(Page page, Titles titles) {
    String declared = page instanceof Page.Html html ? Titles.articleBody(html.linkedData()) : "";
    return rule(page.blocks(), titles, declared);
  }

  private static Titles titles(Page page) {
    return switch (page) {
      case Page.Html html -> with(html.envelope(), Titles.of(html.document()));
      case Page.Text text -> with(text.envelope(), Titles.of(text.blocks()));
      case Page.Item item -> Titles.of(item.blocks());
    };
  }

  private static Titles with(Envelope envelope, Titles titles) {
    return titles.and(envelope.headline(), envelope.description());
  }

  private BlockSignals.Reading rule(List<Block> blocks, Titles titles, String declaredBody) {
    List<Features> features = look(blocks);
    boolean[] vouched = vouched(blocks, declaredBody);
    BodyFinder.Span body = BodyFinder.find(blocks, features, vouched, headline(blocks, titles));
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
    return new BlockSignals.Reading(blocks, features, vouched, body, verdicts);
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
  private static List<Verdict> withMasthead(List<Verdict> verdicts) {
    int first = 0;
    while (first < verdicts.size() && verdicts.get(first).reason() == Reason.NAVIGATION) {
      first++;
    }
    if (first + 1 < verdicts.size() && verdicts.get(first).reason() == Reason.OTHER) {
      String line = verdicts.get(first).block().text();
      boolean dated = verdicts.get(first + 1).reason() == Reason.DATE;
      if (line.length() <= LONGEST_SITE_NAME && (dated || DOMAIN.matcher(line).matches())) {
        give(verdicts, first, Reason.SITE);
      }
    }
    return verdicts;
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

  private static int headline(List<Block> blocks, Titles titles) {
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.tag().equals("h1") && titles.reason(block, false) == Reason.HEADLINE) {
        return i;
      }
    }
    return -1;
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

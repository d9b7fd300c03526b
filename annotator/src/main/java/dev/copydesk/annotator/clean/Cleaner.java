package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Page;
import java.util.ArrayList;
import java.util.List;

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
  /** How likely a block must be to stay that says what it is: "Advertisement", "Photo by …". */
  private static final double KNOWN_BY_ITS_WORDS = 0.8;

  /** Words of a paragraph that tells something. */
  private static final int PARAGRAPH = 12;

  /** Every page that the model was taught has more. */
  private static final int FEWEST_BLOCKS = 12;

  private static final int MOST_BLOCKS = 50_000;

  private static final double MOSTLY_LINKS = 0.5;

  /**
   * How likely a block must be to stay, by the folds of the training pages. The optimum over all of
   * them is flat; over those that call themselves news articles it is somewhat higher, and news is
   * what is cleaned.
   */
  record Least(double prose, double ruledIn, double ruledOut) {
    static final Least HTML = new Least(0.5, 0.5, 0.6);

    /** A dump has no tree to tell paragraphs by, so that the model is less sure of them. */
    static final Least TEXT = new Least(0.4, 0.4, 0.6);

    double of(Verdict rule, Features seen) {
      if (!rule.isKept()) {
        return seen.furniture() == null ? ruledOut : Math.max(ruledOut, KNOWN_BY_ITS_WORDS);
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
  private final Rules rules = new Rules();

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
        Titles titles = Titles.of(html);
        Explained judged = judge(rules.rule(html, titles), htmlModel, Least.HTML);
        yield titles.headlines().isEmpty() ? judged.with(PageTop::withHeadline) : judged;
      }
    };
  }

  private Explained explain(Page.Text text) {
    if (isClean(text.blocks())) {
      return Explained.trusted(text.blocks());
    }
    Titles titles = Titles.of(text);
    Explained judged = judge(rules.rule(text, titles), textModel, Least.TEXT);
    Explained headed = titles.headlines().isEmpty() ? judged.with(PageTop::withHeadline) : judged;
    return headed.with(PageTop::withMasthead);
  }

  /** What has more blocks than any page is left to the rules, to bound the time. */
  private static Explained judge(Ruled ruled, BlockModel model, Least least) {
    if (ruled.count() > MOST_BLOCKS) {
      return new Explained(new CleanCopy(new ArrayList<>(ruled.verdicts())), ruled, null);
    }
    BlockModel.Look look = model.look(ruled);
    return new Explained(new CleanCopy(decide(ruled, look.likely(), least)), ruled, look);
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
                    rules.look(block).furniture() == null || Dateline.isBareDate(block.text()));
  }

  private boolean opensWithProse(List<Block> blocks) {
    return rules.look(blocks.getFirst()).isProse();
  }

  /**
   * What the model thinks likely stays, but for what the rules are sure of. Of a few blocks it
   * knows nothing, for they are no page.
   */
  static List<Verdict> decide(Ruled ruled, double[] likely, Least least) {
    if (likely.length < FEWEST_BLOCKS) {
      return new ArrayList<>(ruled.verdicts());
    }
    List<Verdict> verdicts = new ArrayList<>(likely.length);
    for (int i = 0; i < likely.length; i++) {
      Verdict rule = ruled.verdicts().get(i);
      Features seen = ruled.features().get(i);
      boolean keeps = !isSurelyOut(rule, seen) && likely[i] >= least.of(rule, seen);
      verdicts.add(new Verdict(rule.block(), keeps ? null : why(rule, seen)));
    }
    boolean any = verdicts.stream().anyMatch(Verdict::isKept);
    return any ? verdicts : new ArrayList<>(ruled.verdicts());
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
    return rule.block().linkDensity() > MOSTLY_LINKS ? Reason.RELATED : Rules.outside(seen);
  }
}

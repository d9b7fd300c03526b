package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known without learning: where the article is ({@link BodyFinder}), and inside it what
 * something says is furniture: its words, the elements around it, the headline it repeats, or that
 * it is nothing but links.
 */
final class Rules {
  private static final double ALL_LINKS = 0.8;

  private final Furniture vocabulary = new Furniture();
  private final ScopeWords scopeWords = new ScopeWords();

  Ruled rule(Page page, Titles titles) {
    String declaredBody =
        page instanceof Page.Html html ? Titles.articleBody(html.linkedData()) : "";
    List<Block> blocks = page.blocks();
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
    return new Ruled(blocks, features, vouched, body, verdicts);
  }

  /** The block by itself, without what lies around it. */
  Features look(Block block) {
    return Features.of(block, vocabulary);
  }

  /** Why what is no article and stands outside of it stands there. */
  static Reason outside(Features seen) {
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
    boolean allLinks = block.linkDensity() > ALL_LINKS && !seen.endsSentence();
    return allLinks && !block.isHeading() ? Reason.RELATED : null;
  }

  private List<Features> look(List<Block> blocks) {
    List<Features> alone = blocks.stream().map(this::look).toList();
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

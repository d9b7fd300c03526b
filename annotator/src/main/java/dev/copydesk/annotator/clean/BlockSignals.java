package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BlockModel} looks at: each block by itself, what the rules make of it, its place on
 * the page and in the tree, and its neighbours. All are computed in time linear in the page.
 */
final class BlockSignals {
  /** Names of the signals, in the order of a row. */
  static final List<String> NAMES = names();

  static final int COUNT = NAMES.size();

  /** Code of h1. */
  private static final float TITLE = 2;

  private static final int WINDOW = 4;
  private static final int WIDE_WINDOW = 10;

  /** What the model is told of a page besides its blocks. */
  record Reading(
      List<Block> blocks,
      List<Features> features,
      boolean[] vouched,
      BodyFinder.Span body,
      List<Verdict> ruled) {}

  private final Reading page;
  private final List<Block> blocks;
  private final int count;
  private final float[] words;
  private final float[] links;
  private final float[] furniture;
  private final float[] scope;
  private final float[] ruleKeeps;
  private final float[] textOdds;
  private final float[] tags;
  private final boolean[] prose;

  /** Words of prose before a block, one more than there are blocks. */
  private final double[] proseBefore;

  private final int[] proseSince;
  private final int[] proseAhead;
  private final int[] headingBefore;
  private final int[] headingAfter;
  private final int[] vouchedSince;
  private final int[] vouchedAhead;
  private final int[] endBefore;
  private final int[] endsSoFar;
  private final int[] titles;

  /** The element of most prose. */
  private final @Nullable Container main;

  /** Index of the block that is the headline, -1 where none is known. */
  private final int headline;

  /** How elements stand to the one that holds the headline. */
  private final Map<Container, Integer> stories = new IdentityHashMap<>();

  private final Map<String, Integer> repeats = new HashMap<>();
  private final Map<Container, Holder> holders = new IdentityHashMap<>();
  private List<Container> outermostFirst = List.of();
  private final WordOdds textTable;
  private final WordOdds nameTable;
  private final boolean declares;
  private final float bodyShare;

  /** Words that the rules keep. */
  private final double kept;

  /** What is known of an element. */
  private static final class Holder {
    double prose;
    double kept;
    int chars;
    int linkChars;
    int blocks;
    int proseBlocks;
    float nameOdds;
  }

  BlockSignals(Reading page, WordOdds textTable, WordOdds nameTable) {
    this.page = page;
    this.blocks = page.blocks();
    this.count = blocks.size();
    this.textTable = textTable;
    this.nameTable = nameTable;
    words = new float[count];
    links = new float[count];
    furniture = new float[count];
    scope = new float[count];
    ruleKeeps = new float[count];
    textOdds = new float[count];
    tags = new float[count];
    prose = new boolean[count];
    proseBefore = new double[count + 1];
    proseSince = new int[count];
    proseAhead = new int[count];
    headingBefore = new int[count];
    headingAfter = new int[count];
    vouchedSince = new int[count];
    vouchedAhead = new int[count];
    endBefore = new int[count];
    endsSoFar = new int[count];
    titles = new int[count];
    declares = anyVouched();
    look();
    hold();
    lookBack();
    main = main();
    headline = headline();
    if (headline >= 0) {
      tellStories();
    }
    BodyFinder.Span body = page.body();
    double all = Math.max(1, proseBefore[count]);
    kept = keptWords();
    bodyShare = (float) ((proseBefore[body.to()] - proseBefore[body.from()]) / all);
  }

  private boolean anyVouched() {
    for (boolean one : page.vouched()) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  private void look() {
    int since = -1;
    int heading = -1;
    for (int i = 0; i < count; i++) {
      Block block = blocks.get(i);
      Features seen = page.features().get(i);
      Verdict ruled = page.ruled().get(i);
      words[i] = log(seen.words());
      links[i] = (float) block.linkDensity();
      furniture[i] = code(seen.furniture());
      scope[i] = code(seen.scope());
      ruleKeeps[i] = ruled.isKept() ? 1 : 0;
      textOdds[i] = textTable.sum(block.text());
      tags[i] = tagCode(block.tag());
      prose[i] = seen.isProse() && links[i] < 0.5;
      proseBefore[i + 1] = proseBefore[i] + (prose[i] ? seen.words() : 0);
      proseSince[i] = since < 0 ? 999 : i - since;
      headingBefore[i] = heading;
      since = prose[i] ? i : since;
      heading = block.isHeading() ? i : heading;
      repeats.merge(block.text(), 1, Integer::sum);
    }
    int ahead = -1;
    heading = -1;
    for (int i = count - 1; i >= 0; i--) {
      proseAhead[i] = ahead < 0 ? 999 : ahead - i;
      headingAfter[i] = heading;
      ahead = prose[i] ? i : ahead;
      heading = blocks.get(i).isHeading() ? i : heading;
    }
  }

  private void lookBack() {
    int vouched = -1;
    int end = -1;
    int ends = 0;
    int heads = 0;
    for (int i = 0; i < count; i++) {
      vouchedSince[i] = vouched < 0 ? 999 : i - vouched;
      vouched = page.vouched()[i] ? i : vouched;
      endBefore[i] = end;
      endsSoFar[i] = ends;
      titles[i] = heads;
      if (i >= page.body().from() && isEnd(page.features().get(i))) {
        end = i;
        ends++;
      }
      heads += tags[i] == TITLE ? 1 : 0;
    }
    vouched = -1;
    for (int i = count - 1; i >= 0; i--) {
      vouchedAhead[i] = vouched < 0 ? 999 : vouched - i;
      vouched = page.vouched()[i] ? i : vouched;
    }
  }

  /** What often stands below an article. */
  private static boolean isEnd(Features seen) {
    Reason reason = seen.furniture() == null ? seen.scope() : seen.furniture();
    return reason == Reason.COMMENTS
        || reason == Reason.TAGS
        || reason == Reason.LEGAL
        || reason == Reason.RELATED
        || reason == Reason.SUBSCRIBE
        || reason == Reason.BYLINE
        || reason == Reason.SHARE;
  }

  /** The first title that repeats what the page calls its headline, else any such block. */
  private int headline() {
    int found = -1;
    for (int i = 0; i < count; i++) {
      if (page.ruled().get(i).reason() == Reason.HEADLINE) {
        if (tags[i] == TITLE) {
          return i;
        }
        found = found < 0 ? i : found;
      }
    }
    return found;
  }

  /**
   * An element beside the one that holds the headline, with the same tag and names, holds another
   * story. All elements within it are told the same.
   */
  private void tellStories() {
    Map<Container, Container> towardsHeadline = new IdentityHashMap<>();
    Container inner = null;
    for (Container c = blocks.get(headline).container(); c != null; c = c.parent()) {
      towardsHeadline.put(c, inner == null ? c : inner);
      inner = c;
    }
    for (Container c : outermostFirst) {
      Container parent = c.parent();
      int told;
      if (towardsHeadline.containsKey(c)) {
        told = 1;
      } else if (parent != null && towardsHeadline.containsKey(parent)) {
        Container other = Objects.requireNonNull(towardsHeadline.get(parent));
        boolean alike =
            other != parent && other.tag().equals(c.tag()) && other.names().equals(c.names());
        told = alike ? (c.names().isBlank() ? 3 : 4) : 2;
      } else {
        told = stories.getOrDefault(parent, 0);
      }
      stories.put(c, told);
    }
  }

  /** Of the elements around the blocks' own, the one whose blocks hold most prose. */
  private @Nullable Container main() {
    Map<Container, double[]> sums = new IdentityHashMap<>();
    Map<Container, Container> firsts = new IdentityHashMap<>();
    Container best = null;
    double most = 0;
    for (int i = 0; i < count; i++) {
      Container around = blocks.get(i).container();
      if (around == null || around.parent() == null || !prose[i]) {
        continue;
      }
      double[] sum = sums.computeIfAbsent(around.parent(), _ -> new double[1]);
      firsts.putIfAbsent(around.parent(), around);
      sum[0] += page.features().get(i).words();
      if (sum[0] > most) {
        most = sum[0];
        best = firsts.get(around.parent());
      }
    }
    return best;
  }

  /** Sums what elements hold, their descendants' included, each element once. */
  private void hold() {
    List<Container> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Container around = blocks.get(i).container();
      for (Container c = around; c != null && !holders.containsKey(c); c = c.parent()) {
        Holder holder = new Holder();
        holder.nameOdds = nameTable.sum(c.names());
        holders.put(c, holder);
        found.add(c);
      }
      if (around != null) {
        add(holders.computeIfAbsent(around, _ -> new Holder()), i);
      }
    }
    found.sort((a, b) -> Integer.compare(a.depth(), b.depth()));
    outermostFirst = found;
    for (Container c : found.reversed()) {
      Holder inner = holders.getOrDefault(c, new Holder());
      Holder outer = c.parent() == null ? null : holders.get(c.parent());
      if (outer != null) {
        outer.prose += inner.prose;
        outer.kept += inner.kept;
        outer.chars += inner.chars;
        outer.linkChars += inner.linkChars;
        outer.blocks += inner.blocks;
        outer.proseBlocks += inner.proseBlocks;
      }
    }
  }

  private void add(Holder holder, int i) {
    Block block = blocks.get(i);
    int said = page.features().get(i).words();
    holder.prose += prose[i] ? said : 0;
    holder.kept += ruleKeeps[i] * said;
    holder.chars += block.text().length();
    holder.linkChars += Math.min(block.linkChars(), block.text().length());
    holder.blocks++;
    holder.proseBlocks += prose[i] ? 1 : 0;
  }

  private static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "words",
                "wordLength",
                "endsSentence",
                "stopWords",
                "linkDensity",
                "furniture",
                "scope",
                "vouched",
                "declares",
                "capitals",
                "digits",
                "commas",
                "lastSign",
                "firstSign",
                "repeats",
                "tag",
                "wordOdds",
                "wordOddsMean",
                "firstWordOdds",
                "nameOdds",
                "nameOddsNear",
                "nameOddsLeast",
                "nameOddsMost",
                "place",
                "proseBefore",
                "depth",
                "proseSince",
                "proseAhead",
                "proseNear",
                "proseAround",
                "inBody",
                "ruleKeeps",
                "ruleReason",
                "beforeBody",
                "afterBody",
                "ownProse",
                "parentProse",
                "grandProse",
                "parentLinks",
                "grandLinks",
                "parentBlocks",
                "parentProseBlocks",
                "stepsToHalf",
                "stepsToKept",
                "headingOdds",
                "headingFurniture",
                "headingSince",
                "headingAhead",
                "headingLevel",
                "pageProse",
                "pageBlocks",
                "bodyShare",
                "keptSince",
                "keptNear",
                "vouchedSince",
                "vouchedAhead",
                "endSince",
                "endsSoFar",
                "proseSinceEnd",
                "proseBeforeEnd",
                "apartBefore",
                "apartAfter",
                "likeMain",
                "inMain",
                "articles",
                "titlesSince",
                "headlineSince",
                "otherStory"));
    for (String where : List.of("-2", "-1", "+1", "+2")) {
      for (String what :
          List.of(
              "words",
              "linkDensity",
              "endsSentence",
              "furniture",
              "ruleKeeps",
              "wordOdds",
              "scope",
              "tag",
              "sameParent")) {
        names.add(what + where);
      }
    }
    return List.copyOf(names);
  }

  /** Writes the signals of a block into a row of {@link #COUNT}. */
  void fill(int i, float[] row) {
    int at = own(i, row, 0);
    at = placed(i, row, at);
    at = inTree(i, row, at);
    at = headed(i, row, at);
    at = behind(i, row, at);
    for (int step : new int[] {-2, -1, 1, 2}) {
      at = near(i, i + step, row, at);
    }
    if (at != COUNT) {
      throw new IllegalStateException("a row of " + at + " signals, not " + COUNT);
    }
  }

  private int own(int i, float[] row, int from) {
    Block block = blocks.get(i);
    Features seen = page.features().get(i);
    String text = block.text();
    int at = from;
    row[at++] = words[i];
    row[at++] = (float) text.length() / Math.max(1, seen.words());
    row[at++] = seen.endsSentence() ? 1 : 0;
    row[at++] = (float) seen.stopWords();
    row[at++] = links[i];
    row[at++] = furniture[i];
    row[at++] = scope[i];
    row[at++] = page.vouched()[i] ? 1 : 0;
    row[at++] = declares ? 1 : 0;
    at = signs(text, seen.words(), row, at);
    row[at++] = Math.min(6, repeats.getOrDefault(text, 1));
    row[at++] = tags[i];
    row[at++] = textOdds[i];
    row[at++] = textTable.mean(text, 12);
    row[at++] = textTable.mean(text, 2);
    return at;
  }

  private static int signs(String text, int words, float[] row, int from) {
    int capitals = 0;
    int digits = 0;
    int commas = 0;
    boolean starts = true;
    int length = Math.min(text.length(), 400);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      capitals += starts && Character.isUpperCase(c) ? 1 : 0;
      digits += c >= '0' && c <= '9' ? 1 : 0;
      commas += c == ',' ? 1 : 0;
      starts = c == ' ';
    }
    int at = from;
    row[at++] = (float) capitals / Math.max(1, Math.min(words, 1 + length / 5));
    row[at++] = (float) digits / Math.max(1, length);
    row[at++] = (float) commas * 10 / Math.max(1, length);
    row[at++] = text.endsWith("...") ? 6 : sign(text.charAt(text.length() - 1));
    row[at++] = sign(text.charAt(0));
    return at;
  }

  private static float sign(char c) {
    if (Character.isLetter(c)) {
      return Character.isUpperCase(c) ? 1 : 2;
    }
    if (Character.isDigit(c)) {
      return 3;
    }
    return switch (c) {
      case '.', '!', '?' -> 4;
      case ':', ';', ',' -> 5;
      case '…', '»', '›', '→', '>' -> 6;
      case '"', '”', '“', '’', '‘', '\'' -> 7;
      case ')', ']', '(', '[' -> 8;
      default -> 9;
    };
  }

  private int placed(int i, float[] row, int from) {
    int at = names(i, row, from);
    double all = Math.max(1, proseBefore[count]);
    Container around = blocks.get(i).container();
    BodyFinder.Span body = page.body();
    row[at++] = (float) i / count;
    row[at++] = (float) (proseBefore[i] / all);
    row[at++] = around == null ? 0 : around.depth();
    row[at++] = log(proseSince[i]);
    row[at++] = log(proseAhead[i]);
    row[at++] = log(proseWithin(i, WINDOW));
    row[at++] = log(proseWithin(i, WIDE_WINDOW));
    row[at++] = i >= body.from() && i < body.to() ? 1 : 0;
    row[at++] = ruleKeeps[i];
    row[at++] = code(page.ruled().get(i).reason());
    row[at++] = log(Math.max(0, body.from() - i));
    row[at++] = log(Math.max(0, i - body.to() + 1));
    return at;
  }

  private double proseWithin(int i, int reach) {
    return proseBefore[Math.min(count, i + reach + 1)] - proseBefore[Math.max(0, i - reach)];
  }

  private int names(int i, float[] row, int from) {
    float own = 0;
    float near = 0;
    float least = 0;
    float most = 0;
    int level = 0;
    Container c = blocks.get(i).container();
    for (; c != null && level < 8; c = c.parent()) {
      Holder holder = holders.get(c);
      float odds = holder == null ? 0 : holder.nameOdds;
      own = level == 0 ? odds : own;
      near += level < 3 ? odds : 0;
      least = Math.min(least, odds);
      most = Math.max(most, odds);
      level++;
    }
    int at = from;
    row[at++] = own;
    row[at++] = near;
    row[at++] = least;
    row[at++] = most;
    return at;
  }

  private int inTree(int i, float[] row, int from) {
    Container around = blocks.get(i).container();
    Container parent = around == null ? null : around.parent();
    Container grand = parent == null ? null : parent.parent();
    int at = from;
    row[at++] = proseShare(around);
    row[at++] = proseShare(parent);
    row[at++] = proseShare(grand);
    row[at++] = linkShare(parent);
    row[at++] = linkShare(grand);
    Holder held = parent == null ? null : holders.get(parent);
    row[at++] = held == null ? 0 : log(held.blocks);
    row[at++] = held == null ? 0 : (float) held.proseBlocks / Math.max(1, held.blocks);
    row[at++] = steps(around, 0.5 * proseBefore[count], false);
    row[at++] = steps(around, 0.5 * kept, true);
    return at;
  }

  private double keptWords() {
    Container root = count == 0 ? null : blocks.getFirst().container();
    while (root != null && root.parent() != null) {
      root = root.parent();
    }
    Holder held = root == null ? null : holders.get(root);
    return held == null ? 0 : held.kept;
  }

  private float proseShare(@Nullable Container c) {
    Holder held = c == null ? null : holders.get(c);
    return held == null ? 0 : (float) (held.prose / Math.max(1, proseBefore[count]));
  }

  private float linkShare(@Nullable Container c) {
    Holder held = c == null ? null : holders.get(c);
    return held == null ? 0 : (float) held.linkChars / Math.max(1, held.chars);
  }

  /** How far up the element is that holds so many words. */
  private float steps(@Nullable Container from, double needed, boolean kept) {
    int steps = 0;
    for (Container c = from; c != null && steps < 12; c = c.parent()) {
      Holder held = holders.get(c);
      if (held != null && (kept ? held.kept : held.prose) >= needed) {
        return steps;
      }
      steps++;
    }
    return steps;
  }

  private int headed(int i, float[] row, int from) {
    int above = headingBefore[i];
    int below = headingAfter[i];
    int at = from;
    row[at++] = above < 0 ? 0 : textOdds[above];
    row[at++] = above < 0 ? -1 : furniture[above];
    row[at++] = log(above < 0 ? 999 : i - above);
    row[at++] = log(below < 0 ? 999 : below - i);
    row[at++] = above < 0 ? 0 : blocks.get(above).tag().charAt(1) - '0';
    row[at++] = log(proseBefore[count]);
    row[at++] = log(count);
    row[at++] = bodyShare;
    row[at++] = keptSince(i);
    row[at++] = keptNear(i);
    return at;
  }

  /** How many blocks before this one were removed by the rules since the last that was kept. */
  private float keptSince(int i) {
    int gone = 0;
    while (gone < 8 && i - gone - 1 >= 0 && ruleKeeps[i - gone - 1] == 0) {
      gone++;
    }
    return gone;
  }

  private float keptNear(int i) {
    float kept = 0;
    for (int j = Math.max(0, i - 5); j <= Math.min(count - 1, i + 5); j++) {
      kept += ruleKeeps[j];
    }
    return kept;
  }

  /** What has gone before that may have ended the article, and how far the others are. */
  private int behind(int i, float[] row, int from) {
    Container around = blocks.get(i).container();
    int end = endBefore[i];
    int at = from;
    row[at++] = log(vouchedSince[i]);
    row[at++] = log(vouchedAhead[i]);
    row[at++] = log(end < 0 ? 999 : i - end);
    row[at++] = Math.min(20, endsSoFar[i]);
    row[at++] = log(end < 0 ? 0 : proseBefore[i] - proseBefore[end]);
    row[at++] = (float) ((end < 0 ? 0 : proseBefore[end]) / Math.max(1, proseBefore[count]));
    row[at++] = apart(i, i - proseSince[i]);
    row[at++] = apart(i, i + proseAhead[i]);
    row[at++] = around != null && main != null && around.names().equals(main.names()) ? 1 : 0;
    row[at++] =
        around != null && main != null && (around == main || around.parent() == main.parent())
            ? 1
            : 0;
    row[at++] = articles(around);
    row[at++] = Math.min(9, titles[i]);
    row[at++] = headline < 0 ? -1 : i < headline ? 0 : 1 + log(i - headline);
    row[at++] = around == null ? 0 : stories.getOrDefault(around, 0);
    return at;
  }

  /** Steps in the tree between two blocks, as far as they count. */
  private float apart(int i, int j) {
    if (j < 0 || j >= count) {
      return -1;
    }
    Container a = blocks.get(i).container();
    Container b = blocks.get(j).container();
    int steps = 0;
    while (a != b && a != null && b != null && steps < 12) {
      if (a.depth() >= b.depth()) {
        a = a.parent();
      } else {
        b = b.parent();
      }
      steps++;
    }
    return steps;
  }

  private static float articles(@Nullable Container from) {
    int articles = 0;
    int steps = 0;
    for (Container c = from; c != null && steps < 24; c = c.parent()) {
      articles += c.tag().equals("article") ? 1 : c.tag().equals("main") ? 4 : 0;
      steps++;
    }
    return articles;
  }

  private int near(int i, int j, float[] row, int from) {
    boolean there = j >= 0 && j < count;
    int at = from;
    row[at++] = there ? words[j] : -1;
    row[at++] = there ? links[j] : -1;
    row[at++] = there && page.features().get(j).endsSentence() ? 1 : 0;
    row[at++] = there ? furniture[j] : -1;
    row[at++] = there ? ruleKeeps[j] : -1;
    row[at++] = there ? textOdds[j] : 0;
    row[at++] = there ? scope[j] : -1;
    row[at++] = there ? tags[j] : -1;
    row[at++] = there && sameParent(blocks.get(i), blocks.get(j)) ? 1 : 0;
    return at;
  }

  private static boolean sameParent(Block one, Block other) {
    Container a = one.container();
    Container b = other.container();
    return a != null && b != null && (a == b || (a.parent() == b.parent() && a.parent() != null));
  }

  private static float code(@Nullable Reason reason) {
    return reason == null ? 0 : reason.ordinal() + 1;
  }

  private static float tagCode(String tag) {
    return switch (tag) {
      case "line" -> 0;
      case "p" -> 1;
      case "h1" -> 2;
      case "h2" -> 3;
      case "h3" -> 4;
      case "h4", "h5", "h6" -> 5;
      case "blockquote" -> 6;
      case "li" -> 7;
      case "td", "th" -> 8;
      case "dt", "dd" -> 9;
      case "pre" -> 10;
      case "section", "article", "main", "body" -> 11;
      case "div" -> 12;
      case "figcaption", "figure" -> 13;
      case "header", "footer", "nav", "aside", "button" -> 14;
      default -> 15;
    };
  }

  private static float log(double x) {
    return (float) Math.log1p(x);
  }
}

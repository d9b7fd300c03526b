package dev.copydesk.annotator;

import dev.copydesk.schema.v1.RawArticle;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Input that nobody writes and somebody sends: each grows to any number of characters. */
enum Hostile {
  SHORT_LINES(text(n -> "a\n".repeat(n / 2))),
  EMPTY_LINES(text(n -> "word" + "\n".repeat(n))),
  ONE_WORD(text("a")),
  ONE_SHOUTED_WORD(text("A")),
  ONE_SENTENCE(text("people of the town walk on and ")),
  FURNITURE_LINES(text("By Ada Quill\n4 March 2025\nShare this\nLoading...\n")),
  ONE_PARAGRAPH_AGAIN_AND_AGAIN(
      text("The council has decided that the trees along the canal are to stay.\n")),
  HARD_WRAPS(
      text(
          "The\n"
              + "council has decided that the trees along the old canal are to stay\n"
              + "as planned.\n")),
  SEAMS(text("doors.The talks ended.They ")),
  BLANKS(text(n -> "word" + " \u00a0\t".repeat(n / 3) + "word")),
  UNSEEN(text(n -> "word" + "\u200b\u00ad".repeat(n / 2) + "word")),
  MARKS(text(n -> "word a" + "\u0301\u0323".repeat(n / 2))),
  DIGITS(text("1")),
  COMMAS(text("1,")),
  THOUSANDS(text("1,111,")),
  POINTS(text("1.1.")),
  DASHED_DIGITS(text("1-")),
  SPACED_DIGITS(text("1 ")),
  SLASHES(text("1/2/")),
  COLONS(text("10:10:")),
  HYPHENS(text("a-")),
  CAPITAL_HYPHENS(text("Al-")),
  APOSTROPHES(text("O'")),
  INITIALS(text("U.S.")),
  SPACED_INITIALS(text("J. K. ")),
  HALVES(text("two and a half and a half ")),
  SCALES(text("million ")),
  TWENTIES(text("twenty-")),
  THOUSANDS_OF(text("thousands of ")),
  RANGES(text("1 to 2 to ")),
  MONEY(text("$5 to ")),
  SIGNS(text("$")),
  DATES(text("1 May 2013 to ")),
  SHIFTS(text("the last of the next week ")),
  EVERY(text("every every other ")),
  COUNTS(text("5 people died in Syria, Ali said 5 ")),
  CLAIMS(text("5 died ")),
  SAID(text("Ali said 5 ")),
  COUNTED_WORDS(text("x 5 ")),
  BANKS(text("Bank of ")),
  BANKS_AND(text("Bank & ")),
  FIRST_NAMES(text("Ali ")),
  TITLES(text("Prime Minister ")),
  PARTICLES(text("Ali al ")),
  COUNTRIES(text("United States of America ")),
  NAMES(text(n -> numbered(n, "Ada Quill%d met Al-Q%1$d. "))),
  SPEAKERS(text("officials said according to ")),
  BRACKETS(text("([{")),
  QUOTES(text("\"'“‘")),
  QUESTIONS(text("?!")),
  ICONS(text("icon ")),
  ADDRESSES(text("http://www.a@")),
  SOCIAL(text("Facebook|")),
  SURROGATES(text("\ud83d\ude00")),
  PARAGRAPHS(html("<p>x</p>")),
  PARAGRAPHS_OF_PROSE(html("<p>It is said that the trees are to stay where they are now.</p>")),
  OPEN_TAGS(html("<p>")),
  LINKS(html("<a href=x>y</a> ")),
  BREAKS(html("x<br> <br>")),
  NESTED(html(n -> "<div>".repeat(n / 5))),
  NESTED_AND_CLOSED(html(n -> "<div>x".repeat(n / 12) + "</div>".repeat(n / 12))),
  NESTED_INLINE(html("<b>x")),
  NESTED_LINKS(html("<a href=x>y<div>")),
  NESTED_FORMATS(html("<b><p>x<i>")),
  NESTED_TABLES(html("<table><tr><td>x")),
  NESTED_TABLES_AND_TEXT(html("<table>x")),
  NESTED_LISTS(html("<ul><li>x")),
  NESTED_HEADLINES(html("<h1><div>x ")),
  DEEP_AND_BROAD(html(n -> "<div>".repeat(500) + "<p>x</p>".repeat(n / 8))),
  DEEP_AND_BROAD_PROSE(
      html(
          n ->
              "<div>".repeat(500)
                  + "<p>It is said that the trees are to stay where they are.</p>".repeat(n / 59))),
  CLASSES(html(n -> "<div class='" + "ad-".repeat(n / 3) + "'>x")),
  MANY_CLASSES(html("<p class='no-a b-c d_e'>x</p>")),
  STYLES(html("<p style='display : block'>x</p>")),
  ATTRIBUTES(html(n -> "<p " + numbered(n, "a%d ") + ">x")),
  HEADLINES(html("<h1>x</h1>")),
  METAS(html("<meta name=a content=b>x")),
  TITLE(html(n -> "<title>" + " | a - b".repeat(n / 8) + "</title><p>x")),
  COMMENTS(html("<!-- -->x")),
  ANGLES(html("x<")),
  AMPERSANDS(html("&amp;&am&#x;")),
  CAPTIONS(html("<figure><table><figcaption>x</figcaption></figure>")),
  SCRIPTS(html("x<script type=application/ld+json>{\"@type\":\"Article\"}</script>")),
  AUTHORS(
      html(
          n ->
              "x<script type=application/ld+json>{\"@type\":\"Article\",\"author\":["
                  + numbered(n, "{\"@id\":\"%d\"},")
                  + "0]}</script>")),
  DECLARED_BODY(
      html(
          n -> {
            String body = "It is said that the trees are to stay, for now at least. ";
            return "<p>x<script type=application/ld+json>{\"articleBody\":\""
                + body.repeat(n / 2 / body.length())
                + "\"}</script>"
                + numbered(n / 2, "<p>It is said that the trees are to stay where they are %d.");
          })),
  DEEP_JSON(html(n -> "x<script type=application/ld+json>" + "[".repeat(n) + "</script>")),
  ITEM_PARAGRAPHS(item(n -> "\"body_text\":\"x" + "\\n\\nx".repeat(n / 5) + "\"")),
  ITEM_KEYWORDS(
      item(n -> "\"body_text\":\"x\",\"keywords\":[" + numbered(n, "\"%d\",") + "\"a\"]")),
  ITEM_HTML(item(n -> "\"body_html\":\"" + "<b><p>x".repeat(n / 7) + "\"")),
  ITEM_BYLINE(item(n -> "\"body_text\":\"x\",\"byline\":\"" + "by and ".repeat(n / 7) + "\"")),
  MARKDOWN_EMPHASIS(markdown("*a **a ")),
  MARKDOWN_EMPHASIS_CLOSED(markdown(n -> "*a **a ".repeat(n / 14) + "b** b* ".repeat(n / 14))),
  MARKDOWN_UNDERSCORES(markdown("_a")),
  MARKDOWN_BRACKETS(markdown("[a](")),
  MARKDOWN_OPEN_BRACKETS(markdown("[")),
  MARKDOWN_PICTURES(markdown(n -> "![".repeat(n / 6) + "a" + "](u)".repeat(n / 6))),
  MARKDOWN_TICKS(markdown(n -> ticks(n))),
  MARKDOWN_QUOTES(markdown(n -> ">".repeat(n) + "a")),
  MARKDOWN_LISTS(markdown(n -> "- ".repeat(n / 2) + "a")),
  MARKDOWN_REFERENCES(markdown(n -> numbered(n, "[a%d]: /u\n"))),
  MARKDOWN_SAME_REFERENCE(markdown(n -> "[a]: /u\n\n" + "[a]".repeat(n / 3))),
  MARKDOWN_ENTITIES(markdown("&amp")),
  MARKDOWN_ANGLES(markdown("a <b ")),
  MARKDOWN_FRONT_MATTER(markdown(n -> "---\n" + numbered(n, "a%d: b\n"))),
  MARKDOWN_LONG_FRONT_MATTER(markdown(n -> "---\ntags: [" + "a,".repeat(n / 2) + "]\n---\na")),
  MAIL_TEXT(mail("", "a\n")),
  MAIL_HEADERS(mail("X: y\n", "a")),
  MAIL_FOLDED_HEADER(mail(" folded\n", "a")),
  MAIL_PARTS(
      made(
          n ->
              "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
                  + "--b\nContent-Type: text/plain\n\na\n".repeat(n / 31),
          Articles::mail)),
  ITEM_HEADLINE(item(n -> "\"body_text\":\"x\",\"headline\":\"" + "Ali 5 ".repeat(n / 6) + "\""));

  private final IntFunction<RawArticle> article;

  Hostile(IntFunction<RawArticle> article) {
    this.article = article;
  }

  /** An article of about so many characters. */
  RawArticle ofLength(int chars) {
    return article.apply(chars);
  }

  private static IntFunction<RawArticle> text(String unit) {
    return text(repeated(unit));
  }

  private static IntFunction<RawArticle> text(IntFunction<String> content) {
    return made(content, Articles::text);
  }

  private static IntFunction<RawArticle> html(String unit) {
    return html(repeated(unit));
  }

  private static IntFunction<RawArticle> html(IntFunction<String> content) {
    return made(content, Articles::html);
  }

  private static IntFunction<RawArticle> markdown(String unit) {
    return markdown(repeated(unit));
  }

  private static IntFunction<RawArticle> markdown(IntFunction<String> content) {
    return made(content, Articles::markdown);
  }

  /** A mail with so much of a header or, where that is empty, of a text. */
  private static IntFunction<RawArticle> mail(String header, String text) {
    return made(
        n ->
            header.isEmpty()
                ? "Subject: x\n\n" + text.repeat(n / text.length())
                : "Subject: x\n" + header.repeat(n / header.length()) + "\n" + text,
        Articles::mail);
  }

  /** Rows of ticks, each longer than the last, so that none closes another. */
  private static String ticks(int chars) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; out.length() < chars; i++) {
      out.append("`".repeat(i)).append(' ');
    }
    return out.toString();
  }

  private static IntFunction<RawArticle> item(IntFunction<String> fields) {
    return made(n -> "{" + fields.apply(n) + "}", Articles::ninjs);
  }

  private static IntFunction<RawArticle> made(
      IntFunction<String> content, Function<String, RawArticle> as) {
    return n -> as.apply(content.apply(n));
  }

  private static IntFunction<String> repeated(String unit) {
    return n -> unit.repeat(n / unit.length());
  }

  private static String numbered(int chars, String format) {
    StringBuilder out = new StringBuilder(chars + 100);
    IntStream.iterate(0, i -> i + 1)
        .takeWhile(_ -> out.length() < chars)
        .forEach(i -> out.append(format.replace("%d", "" + i).replace("%1$d", "" + i)));
    return out.toString();
  }
}

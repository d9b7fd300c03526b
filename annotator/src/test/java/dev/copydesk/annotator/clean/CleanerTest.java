package dev.copydesk.annotator.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Removed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanerTest {
  private static final String FIRST =
      "The town council decided on Monday evening to plant four hundred lime trees along the"
          + " canal.";
  private static final String LAST =
      "Work is to begin in the autumn, when the ground is soft enough for the roots, it said.";

  private final Cleaner cleaner = new Cleaner();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          icon closeicon downloadicon searchicon tag      | ICONS
          Loading...                                      | WIDGET
          Facebook Twitter WhatsApp Email                 | SHARE
          Follow us on                                    | SHARE
          Sign up for our newsletter                      | SUBSCRIBE
          Read more: A bridge too short                   | RELATED
          Latest See more                                 | RELATED
          More news from                                  | RELATED
          By Ada Quill                                    | BYLINE
          Published: Tue 4 Mar 2025, 9:12 AM              | DATE
          4 March 2025 19:12 (UTC+04:00)                  | DATE
          Photo: The canal last winter                    | CAPTION
          Post a Comment                                  | COMMENTS
          Note: only a member of this blog may comment.   | COMMENTS
          © 2025 The Sample. All rights reserved.         | LEGAL
          Advertisement                                   | AD
          Tags: canal, trees                              | TAGS
          """)
  void furnitureAmongParagraphsGoesWithItsReason(String furniture, Reason reason) {
    CleanCopy copy = text(FIRST + "\n\n" + furniture + "\n\n" + LAST);

    assertThat(copy.text()).doesNotContain(furniture).startsWith(FIRST);
    assertThat(copy.removed()).contains(new Removed(furniture, reason.name()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A promise kept
          WHAT HAPPENS NEXT
          "We will share the cost," she said.
          Nobody had read the newsletter in which the plan was first announced to the public.
          The photo, taken by a neighbour last week, shows the bare bank of the canal.
          """)
  void articleAmongParagraphsStays(String piece) {
    assertThat(text(FIRST + "\n\n" + piece + "\n\n" + LAST).text()).contains(piece);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LISBON —", "PORT ELIZA, March 4 (Wire) -", "ST. MARK'S –"})
  void aLeadWithADatelineStaysApartFromItsStory(String dateline) {
    String lead =
        dateline
            + " The council of the harbour town agreed on Tuesday to plant four hundred trees along"
            + " the old canal, officials said.";
    CleanCopy copy =
        text(
            "Trees for the old canal\n\n"
                + lead
                + "\n\nBy (Wire)\n\n  • Follow us on\n  • telegram\n  • whatsapp\n\n"
                + "Published: Tue 4 Mar 2025, 9:12 AM\n\n"
                + FIRST
                + "\n\n"
                + LAST
                + "\n\nMore news from");
    assertThat(copy.text()).startsWith(lead).endsWith(LAST);
  }

  @Test
  void aDoubledHeadlineGoesAndNavigationAround() {
    CleanCopy copy =
        text(
            "Home\nNews\nSport\n\nTrees for the old canal\n\nTrees for the old canal\n\n"
                + FIRST
                + "\n\n"
                + LAST
                + "\n\nMore\nContact\nImprint");

    assertThat(copy.text()).isEqualTo(FIRST + "\n\n" + LAST);
    assertThat(copy.removed())
        .filteredOn(removed -> removed.getReason().equals("HEADLINE"))
        .hasSize(2);
  }

  @Test
  void aSingleHeadlineIsKnownByItsPlace() {
    assertThat(text("Trees for the old canal\n\n" + FIRST + "\n\n" + LAST).removed())
        .containsExactly(new Removed("Trees for the old canal", "HEADLINE"));
  }

  @Test
  void aTextThatOpensWithTwoHeadlinesKeepsTheSecond() {
    CleanCopy copy =
        text("Is this the end of the canal?\nTrees for the old canal\n" + FIRST + "\n" + LAST);

    assertThat(copy.text()).startsWith("Trees for the old canal\n\n" + FIRST);
    assertThat(copy.removed())
        .containsExactly(new Removed("Is this the end of the canal?", "HEADLINE"));
  }

  @ParameterizedTest
  @CsvSource({"Sample.Example,Saturday May 18 2024", "The Sample,Saturday May 18 2024"})
  void aDumpOpensWithItsSite(String site, String day) {
    CleanCopy copy = text(site + "\n" + day + "\nTrees for the old canal\n" + FIRST);

    assertThat(copy.removed())
        .containsExactly(
            new Removed(site, "SITE"),
            new Removed(day, "DATE"),
            new Removed("Trees for the old canal", "HEADLINE"));
  }

  /** Whatever lines a dump has and in whatever order. */
  @Test
  void cleaningIsIdempotentAndWhatWasRemovedIsGone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> lines =
        List.of(
            "Home",
            "News",
            "Loading...",
            "Read more: A bridge too short",
            "A promise kept",
            "Photo: The canal last winter",
            "Trees for the old canal",
            "Post a Comment");
    for (int round = 0; round < 300; round++) {
      StringBuilder dump = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        boolean prose = random.nextInt(3) == 0;
        String paragraph = "Paragraph %d says: %s %s".formatted(i, FIRST, LAST);
        dump.append(prose ? paragraph : lines.get(random.nextInt(lines.size()))).append('\n');
      }
      CleanCopy once = text(dump.toString());
      String text = once.text();
      if (text.startsWith("Paragraph")) {
        assertThat(text(text).text()).as("seed %d round %d", seed, round).isEqualTo(text);
      }
      assertThat(once.verdicts().stream().filter(Verdict::isKept).map(v -> v.block().text()))
          .as("seed %d round %d", seed, round)
          .noneMatch(kept -> once.removed().contains(new Removed(kept, "HEADLINE")));
    }
  }

  @Test
  void thePageIsNotFurnitureWhateverItIsCalled() {
    String html =
        "<body class='has-sidebar'><div class='comments-on sidebar'><p>"
            + FIRST
            + "</p><p>"
            + LAST
            + "</p></div></body>";
    assertThat(clean(Articles.html(html)).text()).isEqualTo(FIRST + "\n\n" + LAST);
  }

  @Test
  void elementsAroundABlockGiveItAway() {
    String html =
        "<main><p>%s</p><figure><figcaption>A tree stands by the water in"
            + " winter.</figcaption></figure><ul><li>One lime tree</li></ul><div"
            + " class='related-posts'><p>A bridge is too short by half, its builders now"
            + " say.</p></div><p>%s</p></main>";
    assertThat(clean(Articles.html(html.formatted(FIRST, LAST))).text())
        .isEqualTo(String.join("\n\n", List.of(FIRST, "One lime tree", LAST)));
  }

  @Test
  void aStructuredBodyIsLeftAlone() {
    assertThat(clean(Articles.ninjs("{\"body_text\":\"Share this\\n\\nBy Ada Quill\"}")).text())
        .isEqualTo("Share this\n\nBy Ada Quill");
  }

  private CleanCopy text(String text) {
    return clean(Articles.text(text));
  }

  private CleanCopy clean(RawArticle raw) {
    return cleaner.clean(((Reading.Read) new PageReader().read(raw)).page());
  }
}

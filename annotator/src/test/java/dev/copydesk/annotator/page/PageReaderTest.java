package dev.copydesk.annotator.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Articles;
import dev.copydesk.schema.v1.RawArticle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
  private final PageReader reader = new PageReader();

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void anyCharsetGivesTheSameText(String charset) {
    String text = "“Café” prices rose in Zürich, the baker said – again.";
    String mark = charset.startsWith("UTF-16") ? "\uFEFF" : "";
    byte[] bytes = (mark + text).getBytes(Charset.forName(charset));
    String declared = mark.isEmpty() ? charset : null;
    assertThat(blocks(Articles.raw("text/plain", declared, bytes))).containsExactly(text);
  }

  @Test
  void aWrongDeclarationFallsThrough() {
    byte[] bytes = "Zürich — naïve".getBytes(StandardCharsets.UTF_8);
    assertThat(blocks(Articles.raw("text/plain", "no-such-charset", bytes)))
        .containsExactly("Zürich — naïve");
  }

  @Test
  void htmlDeclaresItsCharset() {
    byte[] bytes =
        "<meta charset=\"windows-1251\"><p>Привет, мир</p>"
            .getBytes(Charset.forName("windows-1251"));
    assertThat(blocks(Articles.raw("text/html", bytes))).containsExactly("Привет, мир");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, '', EMPTY",
    "text/plain, '  -- ... ', EMPTY",
    "text/html, '<p> </p>', EMPTY",
    "application/json, '[1]', NOT_NINJS",
    "application/json, '{', NOT_NINJS",
    "image/png, abc, UNKNOWN_MEDIA_TYPE"
  })
  void whatIsNoArticleHasACode(String type, String content, String code) {
    assertThat(reader.read(Articles.raw(type, content.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class, bad -> assertThat(bad.code()).isEqualTo(code));
  }

  @Test
  void noiseIsUndecodable() {
    byte[] bytes = new byte[4096];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * i * 31 % 7);
    }
    assertThat(reader.read(Articles.raw("text/plain", bytes)))
        .isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void blockElementsAndDoubleBreaksPartBlocks() {
    String html =
        "<div>One <b>bold</b> word<br>same<br><br>Two</div><p hidden>no</p>"
            + "<script>no</script><p style='display: none'>no</p><ul><li>Three</li></ul>";
    assertThat(blocks(Articles.html(html))).containsExactly("One bold word same", "Two", "Three");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void deepAndWidePagesAreReadInTime() {
    int tags = 100_000;
    String deep = "<div class='a-b-c'>".repeat(tags) + "a long way down" + "</div>".repeat(tags);
    String wide = "<p>a paragraph like any other</p>".repeat(tags);
    assertThat(blocks(Articles.html(deep))).containsExactly("a long way down");
    assertThat(blocks(Articles.html(wide))).hasSize(tags);
  }

  @Test
  void hardWrapsAreUndone() {
    String wrapped =
        """
        The
        ferry that had carried the islanders to market for sixty years was
        sold yesterday to a museum on the mainland, which means to show it
        beside the crane that once unloaded it, and to keep its engine warm.
        7
        May, 2013
        Nobody
        on the island had been asked about the sale, said the harbour master,
        who heard of it from a tourist while he was painting the old pier and
        put down his brush.
        """;
    List<String> blocks = blocks(Articles.text(wrapped));
    assertThat(blocks).hasSize(3);
    assertThat(blocks.get(0)).startsWith("The ferry that").endsWith("engine warm.");
    assertThat(blocks.get(1)).isEqualTo("7 May, 2013");
    assertThat(blocks.get(2)).startsWith("Nobody on the island").endsWith("his brush.");
  }

  @Test
  void aHeadingSplitBehindItsFirstWordIsJoinedAndAMenuIsNot() {
    String wrapped =
        """
        News
        Sport
        Quick search anywhere
        The
        ferry that had carried the islanders to market for sixty years was
        sold yesterday to a museum on the mainland, which means to show it.
        Mainland
        museum buys the ferry
        7
        May, 2013
        Nobody
        on the island had been asked about the sale, said the harbour master,
        who heard of it from a tourist while he was painting the old "pier
        and put down his brush. He had seen the notice in the newspaper too.
        6
        May, 2013
        What comes next
        """;
    assertThat(blocks(Articles.text(wrapped)))
        .startsWith("News", "Sport", "Quick search anywhere")
        .contains("Mainland museum buys the ferry", "7 May, 2013")
        .endsWith("6 May, 2013", "What comes next")
        .hasSize(9);
  }

  @Test
  void whatAScriptWouldMoveIntoPlaceIsSeen() {
    String html = "<div hidden>no</div><div hidden id='S:0'><p>Streamed</p></div>";
    assertThat(blocks(Articles.html(html))).containsExactly("Streamed");
  }

  @Test
  void aTrustedBodyKeepsAllButWhiteSpace() {
    assertThat(
            blocks(
                Articles.ninjs(
                    "{\"body_text\":\"Share this\\n\\nOne.Two  three\\nfour\\n\\n\\nFive\"}")))
        .containsExactly("Share this", "One.Two three four", "Five");
    assertThat(blocks(Articles.ninjs("{\"body_html\":\"<p>One</p><p>Two</p>\"}")))
        .containsExactly("One", "Two");
  }

  private List<String> blocks(RawArticle raw) {
    return ((Reading.Read) reader.read(raw)).page().blocks().stream().map(Block::text).toList();
  }
}

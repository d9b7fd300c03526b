package dev.copydesk.annotator.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.schema.v1.RawArticle;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String PROSE =
      "The council decided on Monday to plant four hundred lime trees along the old canal.";

  @Test
  void everyBlockHasItsVerdictSignalsAndText() {
    Page page =
        page(
            Articles.html(
                "<main><h1>Trees</h1><p>%s</p><p>%s</p></main><footer>Imprint</footer>"
                    .formatted(PROSE, PROSE)));
    String explained = new Explanation().of(page);

    assertThat(explained.lines().filter(line -> line.startsWith("keep   ")).count()).isEqualTo(2);
    assertThat(explained)
        .contains("remove    3 LEGAL")
        .contains("model 0.")
        .contains("rules LEGAL")
        .contains(" words=")
        .contains("<p> " + PROSE);
  }

  @Test
  void aTrustedBodyIsSaidToBeTrusted() {
    Page page = page(Articles.ninjs("{\"body_text\":\"Trees stay.\"}"));

    assertThat(new Explanation().of(page)).contains("trusted").contains("keep");
  }

  private static Page page(RawArticle raw) {
    return ((Reading.Read) new PageReader().read(raw)).page();
  }
}

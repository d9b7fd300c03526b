package dev.copydesk.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.TextField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatorTest {
  private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");
  private static final Entity FIRST_LETTER =
      new Entity(TextField.TEXT, 0, 1, "T", EntityType.OTHER, null, null);
  private static final String PAGE =
      """
      <html lang="en"><head><title>Harbour bridge opens | The Daily Sample</title>
      <meta property="og:site_name" content="The Daily Sample">
      <link rel="canonical" href="https://www.sample.example/news/bridge">
      <script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour bridge opens",
      "author":{"name":"Ada Quill"},"datePublished":"2025-03-04T05:06:07+02:00"}</script></head>
      <body><nav><a href="/">Home</a> <a href="/n">News</a></nav>
      <article><h1>Harbour bridge opens</h1><p class="byline">By Ada Quill</p>
      <p>The new bridge over the harbour was opened on Tuesday by the mayor of the town.</p>
      <h2>A long wait</h2>
      <p>It had taken eleven years, two contractors and a court case to finish the work.</p>
      <div class="share"><a href="#">Facebook</a> <a href="#">Email</a></div></article>
      <footer>Copyright 2025 The Daily Sample. All rights reserved.</footer></body></html>
      """;

  private final Annotator annotator =
      new Annotator(
          "test",
          (headline, text) -> List.of(FIRST_LETTER),
          (headline, text, published) -> List.of(),
          (text, numbers, entities, published) -> List.of());

  @Test
  void aPageBecomesAnArticle() {
    EnrichedArticle article = annotated(Articles.html(PAGE));

    assertThat(article.getText())
        .isEqualTo(
            """
            The new bridge over the harbour was opened on Tuesday by the mayor of the town.

            A long wait

            It had taken eleven years, two contractors and a court case to finish the work.\
            """);
    assertThat(article.getHeadline()).isEqualTo("Harbour bridge opens");
    assertThat(article.getByline()).containsExactly("Ada Quill");
    assertThat(article.getPublished().getValue()).isEqualTo("2025-03-04T05:06:07+02:00");
    assertThat(article.getPublished().getOrigin()).isEqualTo("JSON_LD");
    assertThat(article.getPublisher().getDomain()).isEqualTo("sample.example");
    assertThat(article.getEntities()).containsExactly(FIRST_LETTER);
    assertThat(article.getPipeline().getSkipped()).isEmpty();
    assertThat(article.getSequence()).isZero();
  }

  @Test
  void aLanguageNotSpokenIsCleanedAndSaidSo() {
    EnrichedArticle article =
        annotated(Articles.ninjs("{\"language\":\"fr\",\"body_text\":\"Le pont est ouvert.\"}"));

    assertThat(article.getText()).isEqualTo("Le pont est ouvert.");
    assertThat(article.getEntities()).isEmpty();
    assertThat(article.getPipeline().getSkipped()).contains("numbers: language fr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t ", "1234 5678", "{\"body_text\":"})
  void aWithdrawnArticleGetsItsRecordWhateverItSays(String content) {
    RawArticle raw = Articles.ninjs(content);
    assertThat(annotator.annotate(raw, NOW)).isInstanceOf(Annotation.Unreadable.class);

    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    RawArticle kill = Articles.raw("application/json", null, bytes, ArticleStatus.CANCELED);
    assertThat(annotated(kill).getStatus()).isEqualTo(ArticleStatus.CANCELED);
  }

  @Test
  void damageNeverThrows() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    String[] types = {"text/html", "text/plain", "application/json"};
    for (int round = 0; round < 600; round++) {
      byte[] bytes = page.clone();
      int damaged = random.nextInt(round % 2 == 0 ? 20 : bytes.length);
      for (int i = 0; i < damaged; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Annotation annotation =
          annotator.annotate(Articles.raw(types[round % types.length], bytes), NOW);
      assertThat(annotation).as("seed %d round %d", seed, round).isNotNull();
    }
  }

  private EnrichedArticle annotated(RawArticle raw) {
    return ((Annotation.Annotated) annotator.annotate(raw, NOW)).article();
  }
}

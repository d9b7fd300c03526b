package dev.copydesk.index;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.Pipeline;
import dev.copydesk.schema.v1.Publisher;
import dev.copydesk.schema.v1.Source;
import dev.copydesk.schema.v1.TextField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Articles for tests. */
public final class EnrichedArticles {

  private EnrichedArticles() {}

  /** A short article, complete but for what a test adds. */
  public static EnrichedArticle.Builder article(String id, long sequence) {
    return EnrichedArticle.newBuilder()
        .setId(id)
        .setRevision(1)
        .setSequence(sequence)
        .setStatus(ArticleStatus.USABLE)
        .setSource(
            Source.newBuilder()
                .setFeed("test")
                .setPath(id + ".txt")
                .setPosition(0)
                .setSha256("0".repeat(64))
                .setMediaType("text/plain")
                .setCharset("UTF-8")
                .setBytes(10)
                .build())
        .setHeadline("Headline of " + id)
        .setText("Text of " + id + ".")
        // Avro's own defaults for these load classes by name, which it does not trust.
        .setImages(List.of())
        .setRemoved(List.of())
        .setEntities(List.of())
        .setNumbers(List.of())
        .setClaims(List.of())
        .setPipeline(
            Pipeline.newBuilder()
                .setVersion("test")
                .setSchema$(1)
                .setEnrichedAt("2026-01-01T00:00:00Z")
                .setSkipped(List.of())
                .build());
  }

  public static EnrichedArticle usable(String id, long sequence) {
    return article(id, sequence).build();
  }

  public static EnrichedArticle canceled(String id, long sequence) {
    return article(id, sequence).setStatus(ArticleStatus.CANCELED).build();
  }

  public static Entity entity(EntityType type, String text, String name, @Nullable String country) {
    return Entity.newBuilder()
        .setField(TextField.TEXT)
        .setStart(0)
        .setEnd(text.length())
        .setText(text)
        .setType(type)
        .setName(name)
        .setCountry(country)
        .build();
  }

  /** Two articles that differ in everything that can be asked for. */
  public static List<EnrichedArticle> twoStories() {
    return List.of(
        article("quake", 1)
            .setHeadline("Earthquake kills dozens in the mountains")
            .setText("Rescuers searched the villages. Ana Orlova said the dead were 31.")
            .setPublished(new DatedFrom("2012-11-20T19:12+04:00", "TEXT"))
            .setLanguage("en-GB")
            .setPublisher(new Publisher("The Valley Post", "valleypost.example"))
            .setEntities(
                List.of(
                    entity(EntityType.PERSON, "Orlova", "Ana Orlova", null),
                    entity(EntityType.LOCATION, "Tbilisi", "Tbilisi", "GE")))
            .build(),
        article("bank", 1)
            .setHeadline("Bank raises rates")
            .setText("The Northern Bank raised rates on Tuesday. Killing time, traders waited.")
            .setPublished(new DatedFrom("2013-02-01", "META"))
            .setLanguage("fr")
            .setPublisher(new Publisher(null, "bourse.example"))
            .setEntities(
                List.of(entity(EntityType.ORGANIZATION, "Northern Bank", "Northern Bank", null)))
            .build());
  }
}

package dev.copydesk.annotator;

import dev.copydesk.annotator.claim.ClaimReader;
import dev.copydesk.annotator.clean.CleanCopy;
import dev.copydesk.annotator.clean.Cleaner;
import dev.copydesk.annotator.entity.EntityTagger;
import dev.copydesk.annotator.metadata.Metadata;
import dev.copydesk.annotator.metadata.MetadataReader;
import dev.copydesk.annotator.number.NumberTagger;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Pipeline;
import dev.copydesk.schema.v1.Publisher;
import dev.copydesk.schema.v1.RawArticle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the enriched article of a raw one. Immutable; safe for use by many threads. */
public final class Annotator {
  private static final int SCHEMA = 1;

  /** Nothing is left out for it, but whoever shows the text should know. */
  private static final String DIRECTION_CONTROLS = "nothing: the text has bidirectional controls";

  private final PageReader pages = new PageReader();
  private final Cleaner cleaner = new Cleaner();
  private final MetadataReader metadata = new MetadataReader();
  private final String version;
  private final EntityTagger entityTagger;
  private final NumberTagger numberTagger;
  private final ClaimReader claimReader;

  /**
   * @param version of the annotator and its configuration, as it goes into {@code pipeline}
   */
  public Annotator(
      String version,
      EntityTagger entityTagger,
      NumberTagger numberTagger,
      ClaimReader claimReader) {
    this.version = version;
    this.entityTagger = entityTagger;
    this.numberTagger = numberTagger;
    this.claimReader = claimReader;
  }

  /**
   * Reads, cleans and tags. A withdrawn article gets its record whatever its bytes are.
   *
   * @param enrichedAt goes into {@code pipeline} and decides nothing
   */
  public Annotation annotate(RawArticle raw, Instant enrichedAt) {
    boolean withdrawn = raw.getStatus() == ArticleStatus.CANCELED;
    return switch (pages.read(raw)) {
      case Reading.Read read -> new Annotation.Annotated(enrich(raw, read.page(), enrichedAt));
      case Reading.Unreadable _ when withdrawn ->
          new Annotation.Annotated(enrich(raw, new Page.Text(List.of()), enrichedAt));
      case Reading.Unreadable bad -> new Annotation.Unreadable(bad.code(), bad.reason());
    };
  }

  private EnrichedArticle enrich(RawArticle raw, Page page, Instant enrichedAt) {
    CleanCopy copy = cleaner.clean(page);
    Metadata about =
        metadata.read(page, copy, raw.getUri(), Instant.ofEpochMilli(raw.getArrived()));
    Tags tags = isEnglish(about.language()) ? tag(copy.text(), about) : Tags.none(about.language());
    List<String> skipped = new ArrayList<>(tags.skipped());
    if (hasDirectionControls(copy.text()) || hasDirectionControls(about.headline())) {
      skipped.add(DIRECTION_CONTROLS);
    }
    Pipeline pipeline = new Pipeline(version, SCHEMA, enrichedAt.toString(), skipped);
    return record(raw, copy, about, tags, pipeline);
  }

  /** Whether characters change the order in which others are shown: text may read as it is not. */
  private static boolean hasDirectionControls(@Nullable String text) {
    return text != null
        && text.chars().anyMatch(c -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
  }

  private Tags tag(String text, Metadata about) {
    String headline = about.headline();
    DatedFrom dated = about.published();
    String published = dated == null ? null : dated.getValue();
    List<Entity> entities = entityTagger.tag(headline, text);
    List<NumberMention> numbers = numberTagger.tag(headline, text, published);
    return new Tags(
        entities, numbers, claimReader.read(text, numbers, entities, published), List.of());
  }

  /** The taggers speak English; a text that does not say its language is taken for it. */
  private static boolean isEnglish(@Nullable String language) {
    return language == null || language.equals("en") || language.startsWith("en-");
  }

  /** What the taggers found, or why they were not asked. */
  private record Tags(
      List<Entity> entities,
      List<NumberMention> numbers,
      List<Claim> claims,
      List<String> skipped) {

    static Tags none(@Nullable String language) {
      List<String> skipped =
          Stream.of("entities", "numbers", "claims")
              .map(step -> step + ": language " + language)
              .toList();
      return new Tags(List.of(), List.of(), List.of(), skipped);
    }
  }

  private static EnrichedArticle record(
      RawArticle raw, CleanCopy copy, Metadata about, Tags tags, Pipeline pipeline) {
    String text = copy.text();
    boolean published = about.publisher() != null || about.domain() != null;
    Long embargoed = raw.getEmbargoed();
    return new EnrichedArticle(
        raw.getId(),
        raw.getUri(),
        raw.getRevision(),
        0L,
        raw.getStatus(),
        raw.getSource(),
        published ? new Publisher(about.publisher(), about.domain()) : null,
        about.url(),
        about.headline(),
        about.description(),
        about.byline(),
        about.agency(),
        about.dateline(),
        about.section(),
        about.keywords(),
        about.wire().slugline(),
        about.wire().urgency(),
        about.wire().ednote(),
        about.wire().usageterms(),
        about.images(),
        about.published(),
        about.updated(),
        embargoed == null ? null : Instant.ofEpochMilli(embargoed).toString(),
        about.language(),
        text,
        SimHash.of(text),
        copy.removed(),
        tags.entities(),
        tags.numbers(),
        tags.claims(),
        pipeline);
  }
}

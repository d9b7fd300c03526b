package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.Fingerprint;
import dev.copydesk.index.search.Published;
import dev.copydesk.index.sink.lucene.IndexFields.State;
import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.NumberMention;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Makes the document that stands for an article, or for one that is hidden. */
final class IndexDocument {

  /** Longer ones are no names; Lucene refuses terms beyond 32 KiB. */
  private static final int MAX_FACET_LENGTH = 200;

  private final Document document = new Document();

  private IndexDocument(String id, long sequence, State state) {
    document.add(new StringField(IndexFields.ID, id, StringField.Store.NO));
    document.add(new SortedDocValuesField(IndexFields.ID, new BytesRef(id)));
    document.add(new NumericDocValuesField(IndexFields.SEQUENCE, sequence));
    document.add(new StringField(IndexFields.STATE, state.name(), StringField.Store.YES));
  }

  /** Keeps nothing of the article but that nothing up to this sequence may come back. */
  static Document marker(String id, long sequence, State state) {
    return new IndexDocument(id, sequence, state).document;
  }

  static Document of(EnrichedArticle article) {
    IndexDocument index = new IndexDocument(article.getId(), article.getSequence(), State.USABLE);
    index.document.add(new StoredField(IndexFields.RECORD, article.toString()));
    index.text(IndexFields.HEADLINE, article.getHeadline());
    index.text(IndexFields.DESCRIPTION, article.getDescription());
    article.getByline().forEach(name -> index.text(IndexFields.BYLINE, name));
    index.text(IndexFields.TEXT, article.getText());
    index.published(article);
    index.names(article, Field.PERSON, EntityType.PERSON);
    index.names(article, Field.ORG, EntityType.ORGANIZATION);
    index.names(article, Field.PLACE, EntityType.LOCATION);
    index.dateline(article);
    index.countries(article);
    index.publisher(article);
    index.language(article);
    index.figures(article);
    Fingerprint.bands(article.getFingerprint())
        .forEach(
            band ->
                index.document.add(new StringField(IndexFields.BAND, band, StringField.Store.NO)));
    return index.document;
  }

  private void published(EnrichedArticle article) {
    if (article.getPublished() != null) {
      Published.parse(article.getPublished().getValue())
          .map(published -> published.from().toEpochMilli())
          .ifPresent(
              millis -> {
                document.add(new LongPoint(IndexFields.PUBLISHED, millis));
                document.add(new NumericDocValuesField(IndexFields.PUBLISHED, millis));
              });
    }
  }

  /** Found by the mention and by the full name, counted by the full name. */
  private void names(EnrichedArticle article, Field field, EntityType type) {
    Set<String> searched = new LinkedHashSet<>();
    Set<String> counted = new LinkedHashSet<>();
    for (Entity entity : article.getEntities()) {
      if (entity.getType() == type) {
        String name = entity.getName() == null ? entity.getText() : entity.getName();
        searched.add(entity.getText());
        searched.add(name);
        counted.add(name);
      }
    }
    searched.forEach(name -> text(field.label(), name));
    counted.forEach(name -> facet(field, name));
  }

  private void dateline(EnrichedArticle article) {
    if (article.getDateline() != null) {
      text(Field.PLACE.label(), article.getDateline().getText());
    }
  }

  private void countries(EnrichedArticle article) {
    Stream<@Nullable String> named = article.getEntities().stream().map(Entity::getCountry);
    Stream<@Nullable String> dateline =
        Stream.ofNullable(article.getDateline()).map(place -> place.getCountry());
    Stream.concat(named, dateline)
        .filter(country -> country != null)
        .map(country -> country.toUpperCase(Locale.ROOT))
        .distinct()
        .forEach(
            country -> {
              keyword(Field.COUNTRY, country);
              facet(Field.COUNTRY, country);
            });
  }

  private void publisher(EnrichedArticle article) {
    if (article.getPublisher() != null) {
      String name = article.getPublisher().getName();
      String domain = article.getPublisher().getDomain();
      text(Field.SOURCE.label(), name);
      text(Field.SOURCE.label(), domain);
      Stream.of(name, domain)
          .filter(value -> value != null)
          .findFirst()
          .ifPresent(value -> facet(Field.SOURCE, value));
    }
  }

  /** {@code en} finds {@code en-GB} too. */
  private void language(EnrichedArticle article) {
    if (article.getLanguage() != null) {
      String tag = article.getLanguage().toLowerCase(Locale.ROOT);
      Stream.of(tag, tag.replaceFirst("-.*", "")).distinct().forEach(t -> keyword(Field.LANG, t));
      facet(Field.LANG, article.getLanguage());
    }
  }

  /** What the article's numbers are of. */
  private void figures(EnrichedArticle article) {
    Set<String> counted = new LinkedHashSet<>();
    Set<String> units = new LinkedHashSet<>();
    for (NumberMention number : article.getNumbers()) {
      if (number.getCounted() != null) {
        counted.add(number.getCounted().getText());
      }
      if (number.getUnit() != null) {
        units.add(number.getUnit());
      }
    }
    counted.forEach(noun -> text(Field.COUNTED.label(), noun));
    units.forEach(unit -> keyword(Field.UNIT, unit));
    article.getClaims().stream()
        .map(Claim::getCountType)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(type -> keyword(Field.COUNT, type.name()));
  }

  private void text(String field, @Nullable String value) {
    if (value != null) {
      document.add(new TextField(field, value, TextField.Store.NO));
    }
  }

  private void keyword(Field field, String value) {
    if (value.length() <= MAX_FACET_LENGTH) {
      document.add(new StringField(field.label(), value, StringField.Store.NO));
    }
  }

  private void facet(Field field, String value) {
    if (value.length() <= MAX_FACET_LENGTH) {
      document.add(new SortedSetDocValuesField(IndexFields.facet(field), new BytesRef(value)));
    }
  }
}

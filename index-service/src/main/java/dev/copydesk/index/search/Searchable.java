package dev.copydesk.index.search;

import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.NumberMention;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an article can be found and counted by, beside its prose: the same for every index.
 *
 * @param values by field what finds it; values of codes as {@link Field#code} gives them
 * @param facets by field what it is counted under
 * @param published epoch milliseconds
 * @param bands of its fingerprint
 */
public record Searchable(
    Map<Field, Set<String>> values,
    Map<Field, Set<String>> facets,
    Optional<Long> published,
    List<String> bands) {

  /** Longer ones are no names, in UTF-16 code units; Lucene refuses terms beyond 32 KiB. */
  private static final int MAX_LENGTH = 200;

  public static Searchable of(EnrichedArticle article) {
    Gathering gathering = new Gathering();
    gathering.names(article, Field.PERSON, EntityType.PERSON);
    gathering.names(article, Field.ORG, EntityType.ORGANIZATION);
    gathering.names(article, Field.PLACE, EntityType.LOCATION);
    gathering.places(article);
    gathering.publisher(article);
    gathering.language(article);
    gathering.figures(article);
    return new Searchable(
        gathering.values,
        gathering.facets,
        Optional.ofNullable(article.getPublished())
            .flatMap(published -> Published.parse(published.getValue()))
            .map(published -> published.from().toEpochMilli()),
        Fingerprint.bands(article.getFingerprint()));
  }

  public Set<String> values(Field field) {
    return values.getOrDefault(field, Collections.emptySet());
  }

  public Set<String> facets(Field field) {
    return facets.getOrDefault(field, Collections.emptySet());
  }

  private static final class Gathering {

    private final Map<Field, Set<String>> values = new EnumMap<>(Field.class);
    private final Map<Field, Set<String>> facets = new EnumMap<>(Field.class);

    /** Found by the mention and by the full name, counted by the full name. */
    void names(EnrichedArticle article, Field field, EntityType type) {
      for (Entity entity : article.getEntities()) {
        if (entity.getType() == type) {
          String name = entity.getName() == null ? entity.getText() : entity.getName();
          value(field, entity.getText());
          value(field, name);
          facet(field, name);
        }
      }
    }

    void places(EnrichedArticle article) {
      article.getEntities().stream().map(Entity::getCountry).forEach(this::country);
      if (article.getDateline() != null) {
        value(Field.PLACE, article.getDateline().getText());
        country(article.getDateline().getCountry());
      }
    }

    private void country(@Nullable String country) {
      if (country != null) {
        value(Field.COUNTRY, country);
        facet(Field.COUNTRY, Field.COUNTRY.code(country));
      }
    }

    void publisher(EnrichedArticle article) {
      if (article.getPublisher() != null) {
        String name = article.getPublisher().getName();
        String domain = article.getPublisher().getDomain();
        value(Field.SOURCE, name);
        value(Field.SOURCE, domain);
        Stream.of(name, domain)
            .filter(value -> value != null)
            .findFirst()
            .ifPresent(value -> facet(Field.SOURCE, value));
      }
    }

    /** {@code en} finds {@code en-GB} too. */
    void language(EnrichedArticle article) {
      String tag = article.getLanguage();
      if (tag != null) {
        value(Field.LANG, tag);
        value(Field.LANG, tag.toLowerCase(Locale.ROOT).replaceFirst("-.*", ""));
        facet(Field.LANG, tag);
      }
    }

    /** What the article's numbers are of. */
    void figures(EnrichedArticle article) {
      for (NumberMention number : article.getNumbers()) {
        if (number.getCounted() != null) {
          value(Field.COUNTED, number.getCounted().getText());
        }
        value(Field.UNIT, number.getUnit());
      }
      for (Claim claim : article.getClaims()) {
        if (claim.getCountType() != null) {
          value(Field.COUNT, claim.getCountType().name());
        }
      }
    }

    private void value(Field field, @Nullable String value) {
      if (value == null || (field.form().isCode() && value.length() > MAX_LENGTH)) {
        return;
      }
      values
          .computeIfAbsent(field, _ -> new LinkedHashSet<>())
          .add(field.form().isCode() ? field.code(value) : value);
    }

    private void facet(Field field, String value) {
      if (value.length() <= MAX_LENGTH) {
        facets.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(value);
      }
    }
  }
}

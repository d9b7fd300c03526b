package dev.copydesk.index.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a part of a query may be about: {@code person:lavrov}. */
public enum Field {
  /** Headline, description, byline and text. */
  ANY,
  PERSON,
  ORG,
  PLACE,
  /** ISO 3166-1 alpha-2. */
  COUNTRY,
  /** BCP 47. */
  LANG,
  /** The publisher's name or domain. */
  SOURCE;

  private static final Map<String, Field> BY_LABEL =
      facets().stream().collect(Collectors.toUnmodifiableMap(Field::label, Function.identity()));

  /** How it is written in a query and named in facets. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every field that can be written in a query; each is a facet too. */
  public static List<Field> facets() {
    return Stream.of(values()).filter(field -> field != ANY).toList();
  }

  static Optional<Field> of(String label) {
    return Optional.ofNullable(BY_LABEL.get(label.toLowerCase(Locale.ROOT)));
  }
}

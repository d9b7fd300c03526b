package dev.copydesk.index.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a part of a query may be about: {@code person:orlova}. */
public enum Field {
  /** Headline, description, byline and text. */
  ANY(Form.PROSE, false),
  PERSON(Form.NAME, true),
  ORG(Form.NAME, true),
  PLACE(Form.NAME, true),
  /** ISO 3166-1 alpha-2. */
  COUNTRY(Form.UPPER_CODE, true),
  /** BCP 47. */
  LANG(Form.LOWER_CODE, true),
  /** The publisher's name or domain. */
  SOURCE(Form.NAME, true),
  /** A noun that a number of the article counts: {@code counted:people}. */
  COUNTED(Form.PROSE, false),
  /** GDELT's type of a count that the article gives: {@code count:KILL}. */
  COUNT(Form.UPPER_CODE, false),
  /** Unit of a number of the article, ISO 4217 or UCUM: {@code unit:USD}. */
  UNIT(Form.CODE, false);

  /** How the values of a field are compared. */
  public enum Form {
    /** Word by word, by their stems. */
    PROSE,
    /** Word by word, as they are but for case and accents. */
    NAME,
    /** As a whole, in upper case. */
    UPPER_CODE,
    /** As a whole, in lower case. */
    LOWER_CODE,
    /** As a whole and as written: UCUM's m is not its M. */
    CODE;

    public boolean isCode() {
      return this != PROSE && this != NAME;
    }
  }

  private static final Map<String, Field> BY_LABEL =
      Stream.of(values())
          .filter(field -> field != ANY)
          .collect(Collectors.toUnmodifiableMap(Field::label, Function.identity()));

  private final Form form;
  private final boolean facet;

  Field(Form form, boolean facet) {
    this.form = form;
    this.facet = facet;
  }

  /** How it is written in a query and named in facets. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Form form() {
    return form;
  }

  /** The value of a field of codes as it is indexed. */
  public String code(String text) {
    return switch (form) {
      case UPPER_CODE -> text.strip().toUpperCase(Locale.ROOT);
      case LOWER_CODE -> text.strip().toLowerCase(Locale.ROOT);
      case CODE, PROSE, NAME -> text.strip();
    };
  }

  /** The fields whose most frequent values are counted. */
  public static List<Field> facets() {
    return Stream.of(values()).filter(field -> field.facet).toList();
  }

  static Optional<Field> of(String label) {
    return Optional.ofNullable(BY_LABEL.get(label.toLowerCase(Locale.ROOT)));
  }
}

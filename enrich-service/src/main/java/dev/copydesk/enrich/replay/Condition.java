package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.EnrichedArticle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an enriched record: {@code pipeline.version!=1.4 and language=en}.
 *
 * <p>Parts are joined with {@code and}. A part is the path of a field that holds one text, number,
 * truth or symbol, an operator and a value. Texts know {@code =} and {@code !=} alone: versions of
 * the pipeline are never ordered. An empty value means a field without one.
 */
public final class Condition {

  private static final Pattern AND = Pattern.compile(" and ", Pattern.CASE_INSENSITIVE);
  private static final Pattern PART = Pattern.compile("([A-Za-z.]{1,80})(!=|<=|>=|=|<|>)([^=].*|)");

  private final String words;
  private final List<Part> parts;

  private record Part(List<Schema.Field> path, String operator, String value, boolean isNumber) {

    boolean holds(IndexedRecord record) {
      @Nullable Object found = record;
      for (Schema.Field field : path) {
        found = found == null ? null : ((IndexedRecord) found).get(field.pos());
      }
      if (!isNumber || found == null) {
        boolean equal = value.equals(found == null ? "" : found.toString());
        return operator.equals("=") ? equal : operator.equals("!=") && !equal;
      }
      int order = Long.compare(((Number) found).longValue(), Long.parseLong(value));
      return switch (operator) {
        case "=" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  private Condition(String words, List<Part> parts) {
    this.words = words;
    this.parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException with a message for whoever wrote it
   */
  public static Condition parse(String words) {
    List<Part> parts = new ArrayList<>();
    for (String part : AND.split(words, -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is not a condition such as pipeline.version!=1.4 or revision>=1353424320000"
                .formatted(part.strip()));
      }
      parts.add(part(matcher.group(1), matcher.group(2), matcher.group(3).strip()));
    }
    return new Condition(words.strip(), parts);
  }

  /** As it was written. */
  public String words() {
    return words;
  }

  public boolean holds(EnrichedArticle article) {
    return parts.stream().allMatch(part -> part.holds(article));
  }

  private static Part part(String name, String operator, String value) {
    List<Schema.Field> path = new ArrayList<>();
    Schema schema = EnrichedArticle.getClassSchema();
    for (String step : name.split("\\.", -1)) {
      Schema.@Nullable Field field =
          schema.getType() == Schema.Type.RECORD ? schema.getField(step) : null;
      if (field == null) {
        throw unknown(name);
      }
      path.add(field);
      schema = present(field.schema());
    }
    Optional<Boolean> isNumber = isNumber(schema);
    if (isNumber.isEmpty()) {
      throw unknown(name);
    }
    if (isNumber.get() && !value.isEmpty() && !value.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException("%s is a number, \"%s\" is none".formatted(name, value));
    }
    boolean ordered = !operator.equals("=") && !operator.equals("!=");
    if (ordered && (!isNumber.get() || value.isEmpty())) {
      throw new IllegalArgumentException(
          "%s is never ordered: ask for it with = or !=".formatted(name));
    }
    return new Part(List.copyOf(path), operator, value, isNumber.get() && !value.isEmpty());
  }

  /** Empty where a field holds more than one value. */
  private static Optional<Boolean> isNumber(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG -> Optional.of(true);
      case STRING, ENUM, BOOLEAN -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Schema present(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static IllegalArgumentException unknown(String name) {
    SortedSet<String> names = new TreeSet<>();
    collect(EnrichedArticle.getClassSchema(), "", names);
    return new IllegalArgumentException(
        "\"%s\" is no field of an enriched article that holds one value; these are: %s"
            .formatted(name.toLowerCase(Locale.ROOT), String.join(", ", names)));
  }

  private static void collect(Schema record, String prefix, SortedSet<String> names) {
    for (Schema.Field field : record.getFields()) {
      Schema schema = present(field.schema());
      if (schema.getType() == Schema.Type.RECORD) {
        collect(schema, prefix + field.name() + ".", names);
      } else if (isNumber(schema).isPresent()) {
        names.add(prefix + field.name());
      }
    }
  }
}

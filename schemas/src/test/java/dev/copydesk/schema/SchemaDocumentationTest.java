package dev.copydesk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** A downstream developer has the schema alone, so every type and field of it says what it is. */
class SchemaDocumentationTest {

  @Test
  void everyTypeAndFieldIsDescribed() {
    List<String> silent = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    new Topics().all().forEach(topic -> visit(topic.value(), seen, silent));

    assertThat(seen).contains("dev.copydesk.schema.v1.EnrichedArticle");
    assertThat(silent).as("types and fields without a doc").isEmpty();
  }

  private static void visit(Schema schema, Set<String> seen, List<String> silent) {
    switch (schema.getType()) {
      case RECORD -> {
        if (!seen.add(schema.getFullName())) {
          return;
        }
        check(schema.getFullName(), schema.getDoc(), silent);
        for (Schema.Field field : schema.getFields()) {
          check(schema.getFullName() + "." + field.name(), field.doc(), silent);
          visit(field.schema(), seen, silent);
        }
      }
      case ENUM, FIXED -> {
        if (seen.add(schema.getFullName())) {
          check(schema.getFullName(), schema.getDoc(), silent);
        }
      }
      case ARRAY -> visit(schema.getElementType(), seen, silent);
      case MAP -> visit(schema.getValueType(), seen, silent);
      case UNION -> schema.getTypes().forEach(branch -> visit(branch, seen, silent));
      default -> {
        // Primitive types are described by the field that has them.
      }
    }
  }

  private static void check(String what, String doc, List<String> silent) {
    if (doc == null || doc.isBlank()) {
      silent.add(what);
    }
  }
}

package dev.copydesk.schema.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro's model of generated records that makes objects of one package alone.
 *
 * <p>Since 1.12 Avro refuses to load any class that a schema names unless a setting of the whole
 * JVM trusts it. The build gives the records of this jar such a model, so that {@code new
 * SpecificDatumReader<>(EnrichedArticle.class)} needs no setting.
 */
public final class RecordModel extends SpecificData {

  private final String namespace;
  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

  /**
   * @param root a generated record; the types of its package are made, no others
   */
  public RecordModel(Class<? extends SpecificRecord> root) {
    super(root.getClassLoader());
    this.namespace = root.getPackageName();
  }

  @Override
  @SuppressWarnings("rawtypes") // as inherited
  public Class getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> classes.computeIfAbsent(schema.getFullName(), this::load);
      default -> super.getClass(schema);
    };
  }

  private Class<?> load(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0 || !name.substring(0, dot).equals(namespace)) {
      throw new SecurityException(name + " is not a type of " + namespace);
    }
    try {
      return Class.forName(name, true, getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name + " is not on the class path", e);
    }
  }
}

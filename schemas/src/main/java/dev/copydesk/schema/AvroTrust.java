package dev.copydesk.schema;

import dev.copydesk.schema.v1.EnrichedArticle;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the record classes of this jar may be made from data.
 *
 * <p>Avro loads no class that a schema names unless it is trusted, and its list is one for the
 * whole JVM. Whoever builds or reads these records calls {@link #trustRecords()} first, or starts
 * the JVM with {@code -Dorg.apache.avro.SERIALIZABLE_PACKAGES=dev.copydesk.schema.v1}.
 */
public final class AvroTrust {

  private static final String RECORDS = EnrichedArticle.class.getPackageName();

  private AvroTrust() {}

  /** Adds the records to what Avro trusts already; called again, it changes nothing. */
  public static synchronized void trustRecords() {
    ClassSecurityValidator.ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();
    if (!trusted.isTrusted(EnrichedArticle.class)) {
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(trusted, type -> type.getPackageName().equals(RECORDS)));
    }
  }
}

package dev.copydesk.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a broker and a registry.
 *
 * <p>Its methods may take a {@link Cluster}, started once a test JVM, and {@link
 * dev.copydesk.schema.Topics}, created anew for each method. A suite that is to hold over both
 * kinds is an abstract class with one annotated subclass a kind; the one on containers is skipped,
 * with the reason, where no Docker engine answers.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ClusterExtension.class)
public @interface OnCluster {

  /** Where the cluster runs. */
  Cluster.Kind value() default Cluster.Kind.EMBEDDED;
}

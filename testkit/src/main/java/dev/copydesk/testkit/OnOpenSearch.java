package dev.copydesk.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the class may take an {@link OpenSearchNode}. One node is started when the first
 * test of the JVM asks for it and shared by all: use index names of your own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpenSearchExtension.class)
public @interface OnOpenSearch {}

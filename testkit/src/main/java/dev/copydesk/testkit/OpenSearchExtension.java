package dev.copydesk.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the shared node to the tests of an {@link OnOpenSearch} class. */
final class OpenSearchExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(OpenSearchExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OpenSearchNode.class;
  }

  // JUnit closes what lies in the root's store after the last test of the JVM.
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            OpenSearchNode.class, _ -> OpenSearchNode.start(), OpenSearchNode.class);
  }
}

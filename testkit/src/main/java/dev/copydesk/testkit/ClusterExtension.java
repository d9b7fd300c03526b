package dev.copydesk.testkit;

import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster.Kind;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;

/** Hands the shared cluster and fresh topics to the tests of an {@link OnCluster} class. */
final class ClusterExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);
  private static final int PARTITIONS = 3;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (kind(context) == Kind.CONTAINERS && !DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.disabled("no Docker engine answers");
    }
    return ConditionEvaluationResult.enabled("a cluster can be started");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Cluster.class || type == Topics.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var cluster = cluster(context);
    if (parameter.getParameter().getType() == Cluster.class) {
      return cluster;
    }
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Topics.class, type -> FreshTopics.create(cluster, PARTITIONS), Topics.class);
  }

  // JUnit closes what lies in the root's store after the last test of the JVM.
  private static Cluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            kind(context),
            kind -> kind == Kind.EMBEDDED ? Cluster.embedded() : Cluster.containers(),
            Cluster.class);
  }

  private static Kind kind(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OnCluster.class)
        .orElseThrow()
        .value();
  }
}

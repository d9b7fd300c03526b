package dev.copydesk.testkit;

@OnCluster(Cluster.Kind.EMBEDDED)
final class EmbeddedClusterTest extends ClusterSuite {}

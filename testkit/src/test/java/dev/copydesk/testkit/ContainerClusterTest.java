package dev.copydesk.testkit;

@OnCluster(Cluster.Kind.CONTAINERS)
final class ContainerClusterTest extends ClusterSuite {}

package dev.copydesk.enrich;

import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;

/** The same suite over broker and registry in containers. */
@OnCluster(Cluster.Kind.CONTAINERS)
final class EnrichServiceInContainersTest extends EnrichServiceTest {}

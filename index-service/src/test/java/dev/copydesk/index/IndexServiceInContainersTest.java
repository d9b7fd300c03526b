package dev.copydesk.index;

import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;

/** The same suite over broker and registry in containers. */
@OnCluster(Cluster.Kind.CONTAINERS)
final class IndexServiceInContainersTest extends IndexServiceTest {}

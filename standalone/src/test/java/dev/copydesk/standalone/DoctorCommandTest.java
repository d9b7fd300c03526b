package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code copydesk doctor} over a real cluster, well and ill. */
@OnCluster
class DoctorCommandTest {

  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();

  @Test
  void saysWhatIsWellAndWhatIsNotThere(Cluster cluster, Topics topics) {
    new SchemaRegistry(URI.create(cluster.registryUrl())).register(topics);
    assertThat(examine(cluster.bootstrapServers(), cluster.registryUrl(), topics)).isEqualTo(69);
    assertThat(out.toString())
        .containsPattern("(?m)^good +broker .*1 node, controller")
        .containsPattern("(?m)^good +topics +all %d are there".formatted(topics.all().size()))
        .containsPattern("(?m)^good +replicas ")
        .containsPattern("(?m)^good +schemas ")
        .containsPattern("(?m)^doubtful +watched folder .*is not there yet")
        .containsPattern("(?m)^good +data folder ")
        .containsPattern("(?m)^wrong +index .*copydesk up");
  }

  @Test
  void namesTheTopicThatIsMissingAndTheOneThatIsSetOtherwise(Cluster cluster, Topics topics)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      ConfigResource raw = new ConfigResource(ConfigResource.Type.TOPIC, topics.raw().name());
      admin
          .incrementalAlterConfigs(
              Map.of(
                  raw,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("retention.ms", "3600000"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
      examine(cluster.bootstrapServers(), cluster.registryUrl(), topics);
      assertThat(out.toString())
          .containsPattern("(?m)^doubtful +topics .*retention.ms=3600000, meant is -1");
      admin.deleteTopics(List.of(topics.files().name())).all().get();
    }
    assertThat(examine(cluster.bootstrapServers(), cluster.registryUrl(), topics)).isEqualTo(69);
    assertThat(out.toString())
        .containsPattern(
            "(?m)^wrong +topics .*%s is missing: run copydesk topics create"
                .formatted(topics.files().name()));
  }

  @Test
  void namesABrokerARegistryAndSchemasThatAreNotThere(Cluster cluster, Topics topics) {
    assertThat(examine("127.0.0.1:1", "http://127.0.0.1:1", topics)).isEqualTo(69);
    assertThat(out.toString())
        .containsPattern("(?m)^wrong +broker .*--bootstrap-server")
        .containsPattern("(?m)^wrong +schemas .*--schema-registry-url");
    examine(cluster.bootstrapServers(), cluster.registryUrl(), new Topics("nobody-", 1));
    assertThat(out.toString())
        .containsPattern(
            "(?m)^wrong +schemas .*nobody-news.raw-value is registered: run copydesk topics"
                + " create");
  }

  @Test
  void aLinkIsNoWatchedFolder(Cluster cluster, Topics topics) throws IOException {
    Files.createSymbolicLink(temporary.resolve("inbox"), temporary);
    examine(cluster.bootstrapServers(), cluster.registryUrl(), topics);
    assertThat(out.toString()).containsPattern("(?m)^wrong +watched folder .*is a link");
  }

  private int examine(String broker, String registry, Topics topics) {
    return Copydesk.commandLine(Map.of(), InstantSource.system())
        .setOut(new PrintWriter(out, true))
        .execute(
            "doctor",
            "--bootstrap-server",
            broker,
            "--schema-registry-url",
            registry,
            "--topics-prefix",
            topics.prefix(),
            "--set",
            "ingest.watch=" + temporary.resolve("inbox"),
            "--set",
            "data=" + temporary.resolve("data"),
            "--url",
            "http://127.0.0.1:1");
  }
}

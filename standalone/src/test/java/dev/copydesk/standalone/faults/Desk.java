package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.standalone.CommandCall;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.testkit.EmbeddedBroker;
import dev.copydesk.testkit.ReplicatedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Copydesk as operators run it: each service a process of its own, whose every connection to one of
 * three brokers runs through a proxy.
 */
final class Desk implements AutoCloseable {

  /** Below its home, where the services keep their state. */
  static final String STATE = "state";

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path home;
  private final Map<String, String> environment;
  private final Build build;
  private final ReplicatedCluster cluster = ReplicatedCluster.start();
  private final Topics topics = new Topics("", PARTITIONS);
  private final ServiceProcess ingest;
  private final ServiceProcess enrich;
  private final ServiceProcess index;
  private final IndexClient search;

  /**
   * Starts all of it and returns when all are ready.
   *
   * @param home folder of all state and logs, and of the watched folder
   * @param environment of the services, besides this process's
   * @param build of the services
   */
  Desk(Path home, Map<String, String> environment, Build build) throws IOException {
    this.home = home;
    this.environment = environment;
    this.build = build;
    Files.createDirectories(inbox());
    createTopics();
    ingest = ingest("a");
    enrich = enrich("a");
    index = process("index", "a", Map.of("index.dir", state("index")));
    search = new IndexClient(index.url());
    services().forEach(ServiceProcess::start);
    services().forEach(ServiceProcess::awaitReady);
  }

  /** Those that are missing. */
  void createTopics() {
    List<String> create =
        List.of(
            "topics",
            "create",
            "--bootstrap-server",
            cluster.bootstrapServers(),
            "--schema-registry-url",
            cluster.registryUrl(),
            "--topics-partitions",
            Integer.toString(PARTITIONS));
    assertThat(CommandCall.run(create).status()).isZero();
  }

  /** Another instance, not started, for as long as one is away. */
  ServiceProcess ingest(String instance) {
    return process(
        "ingest",
        instance,
        Map.of(
            "ingest.watch",
            inbox().toString(),
            "ingest.instance",
            instance,
            "ingest.session-timeout",
            "6s",
            "ingest.state-dir",
            state("ingest-" + instance)));
  }

  /** Another instance, not started, for as long as one is away. */
  ServiceProcess enrich(String instance) {
    return process(
        "enrich",
        instance,
        Map.of("enrich.instance-id", instance, "enrich.state-dir", state("enrich-" + instance)));
  }

  private ServiceProcess process(String service, String instance, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("bootstrap.server", cluster.proxiedServers());
    settings.put("schema.registry.url", cluster.registryUrl());
    return new ServiceProcess(
        service,
        settings,
        environment,
        home.resolve("%s-%s.log".formatted(service, instance)),
        build);
  }

  private String state(String name) {
    return home.resolve(STATE).resolve(name).toString();
  }

  Path inbox() {
    return home.resolve("inbox");
  }

  /** Whether every file was put away. */
  boolean isInboxEmpty() {
    return waitingFiles() == 0;
  }

  /** How many files were not put away yet. */
  long waitingFiles() {
    try (Stream<Path> files = Files.list(inbox())) {
      return files.filter(file -> !Files.isDirectory(file)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ReplicatedCluster cluster() {
    return cluster;
  }

  Topics topics() {
    return topics;
  }

  AvroCodec codec() {
    return new AvroCodec(new SchemaRegistry(URI.create(cluster.registryUrl())));
  }

  ServiceProcess ingest() {
    return ingest;
  }

  ServiceProcess enrich() {
    return enrich;
  }

  ServiceProcess index() {
    return index;
  }

  List<ServiceProcess> services() {
    return List.of(ingest, enrich, index);
  }

  IndexClient search() {
    return search;
  }

  /** Of one of the partitions that every article passes. */
  EmbeddedBroker leader(Random random) throws Exception {
    try (Admin admin = admin()) {
      TopicDescription topic = described(admin, List.of(topics.raw().name())).getFirst();
      return cluster.broker(topic.partitions().get(random.nextInt(PARTITIONS)).leader().id());
    }
  }

  /** Returns when every replica is in sync, those of Kafka's own topics too. */
  void awaitInSync() {
    await("all replicas are in sync")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              try (Admin admin = admin()) {
                return described(admin, List.copyOf(admin.listTopics().names().get())).stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == partition.replicas().size());
              }
            });
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  private static List<TopicDescription> described(Admin admin, List<String> names)
      throws Exception {
    return List.copyOf(admin.describeTopics(names).allTopicNames().get().values());
  }

  @Override
  public void close() throws InterruptedException {
    search.close();
    for (ServiceProcess service : services()) {
      service.kill();
    }
    cluster.close();
  }
}

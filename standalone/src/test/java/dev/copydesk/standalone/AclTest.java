package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexService;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestService;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.Health;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.SecuredBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights of {@code docs/security.md}, on a broker that allows nothing else. */
@OnCluster
class AclTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> PRINCIPALS = List.of("ingest", "enrich", "index");
  private static final String PREFIX = "desk.";

  private record Right(String principal, AclBinding binding) {
    String resource() {
      return binding.pattern().name();
    }

    AclOperation operation() {
      return binding.entry().operation();
    }
  }

  @TempDir private Path folder;

  @Test
  void servicesNeedWhatIsListedAndNoMore(Cluster cluster) throws Exception {
    List<Right> rights = rights();
    assertThat(rights).hasSizeGreaterThan(20);
    Map<String, String> passwords =
        PRINCIPALS.stream().collect(Collectors.toMap(name -> name, name -> name + "-s3cret"));
    try (SecuredBroker broker = SecuredBroker.start(folder.resolve("broker"), passwords);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.openServers()))) {
      Topics topics = new Topics(PREFIX, 2);
      new TopicAdmin(admin).create(topics, (short) 1);
      admin.createAcls(rights.stream().map(Right::binding).toList()).all().get();

      worksAsAWhole(cluster, broker, passwords);
      for (Right right : rights) {
        admin.deleteAcls(List.of(right.binding().toFilter())).all().get();
        if (right.operation() == AclOperation.CREATE) {
          // There is nothing to create unless it is gone.
          admin.deleteTopics(changelogs(admin)).all().get();
          await()
              .dontCatchUncaughtExceptions()
              .atMost(PATIENCE)
              .until(() -> changelogs(admin).isEmpty());
        }
        // Some rights are used only when there is work.
        publish(
            new KafkaSettings(
                broker.openServers(),
                Map.of(),
                URI.create(cluster.registryUrl()),
                topics,
                (short) 1));
        failsNaming(right, cluster, broker, passwords);
        admin.createAcls(List.of(right.binding())).all().get();
      }
      worksAsAWhole(cluster, broker, passwords);
    }
  }

  private static void publish(KafkaSettings kafka) throws Exception {
    RawArticle raw =
        RawArticles.text(System.nanoTime() + ".txt", "More than 30 people crossed the weir.");
    Topic topic = kafka.topics().raw();
    byte[] value = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry())).encode(topic, raw);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(kafka).producer("test", Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(), raw.getId().getBytes(StandardCharsets.UTF_8), value))
          .get();
    }
  }

  private static List<String> changelogs(Admin admin) throws Exception {
    return admin.listTopics().names().get().stream()
        .filter(name -> name.endsWith("-changelog"))
        .toList();
  }

  private void worksAsAWhole(Cluster cluster, SecuredBroker broker, Map<String, String> passwords)
      throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    List<RunningService> running = new ArrayList<>();
    try {
      Health health = new Health();
      for (String principal : PRINCIPALS) {
        Settings settings = settings(principal, cluster, broker, passwords);
        RunningService service = service(principal, settings, meters, health);
        running.add(service);
        settings.check();
        service.start();
      }
      await()
          .dontCatchUncaughtExceptions()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(health.readiness()).allMatch(finding -> finding.trouble().isEmpty()));
      double before = meters.counter("copydesk.index.indexed").count();
      Path inbox = folder.resolve("inbox");
      Files.writeString(
          inbox.resolve(System.nanoTime() + ".txt"),
          "More than %d people crossed the weir.".formatted(System.nanoTime()));
      // An item that is refused becomes a dead letter.
      Files.writeString(inbox.resolve(System.nanoTime() + ".jsonl"), "{\n" + System.nanoTime());
      await()
          .dontCatchUncaughtExceptions()
          .atMost(PATIENCE)
          .until(() -> meters.counter("copydesk.index.indexed").count() > before);
      await()
          .dontCatchUncaughtExceptions()
          .atMost(PATIENCE)
          .until(() -> meters.find("copydesk.errors").tag("stage", "ingest").counter() != null);
    } finally {
      running.reversed().forEach(RunningService::close);
      forgetState();
    }
  }

  private void failsNaming(
      Right right, Cluster cluster, SecuredBroker broker, Map<String, String> passwords)
      throws Exception {
    Health health = new Health();
    Settings settings = settings(right.principal(), cluster, broker, passwords);
    RunningService service =
        service(right.principal(), settings, new SimpleMeterRegistry(), health);
    settings.check();
    try {
      service.start();
      // A prefix covers several names: the message has one of them.
      // A thread of Kafka Streams that is refused while the service closes ends loudly.
      await()
          .dontCatchUncaughtExceptions()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(told(service, health))
                      .as(right.toString())
                      .containsPattern(
                          "%s.*%s|[Nn]ot authorized to access.*%s"
                              .formatted(right.operation(), right.resource(), right.resource())));
    } finally {
      service.close();
      forgetState();
    }
  }

  /** What an operator reads: why the service ended, or what it waits for. */
  private static String told(RunningService service, Health health) {
    return service.ended().isCompletedExceptionally()
        ? String.valueOf(service.ended().exceptionNow().getMessage())
        : health.readiness().stream()
            .flatMap(finding -> finding.trouble().stream())
            .collect(Collectors.joining("; "));
  }

  private RunningService service(
      String principal, Settings settings, MeterRegistry meters, Health health) {
    KafkaSettings kafka = KafkaSettings.from(settings);
    assertThat(kafka.toString()).doesNotContain("s3cret");
    InstantSource clock = InstantSource.system();
    return switch (principal) {
      case "ingest" ->
          new IngestService(IngestSettings.from(settings), kafka, meters, health, clock);
      case "enrich" ->
          new EnrichService(
              EnrichSettings.from(settings),
              kafka,
              StandardAnnotator.create(EntitySettings.from(settings)),
              meters,
              health,
              clock);
      default -> new IndexService(IndexSettings.from(settings), kafka, meters, health, clock);
    };
  }

  /** The password lies in a file of its own. */
  private Settings settings(
      String principal, Cluster cluster, SecuredBroker broker, Map<String, String> passwords)
      throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve(principal), String.valueOf(passwords.get(principal)));
    List<String> properties =
        new ArrayList<>(
            SecuredBroker.clientProperties(
                principal, "${secrets:%s:%s}".formatted(secrets, principal)));
    properties.add("config.providers=secrets");
    properties.add(
        "config.providers.secrets.class="
            + "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
    Path file = Files.write(folder.resolve(principal + ".properties"), properties);
    Map<String, String> given =
        new HashMap<>(
            Map.of(
                "bootstrap.server", broker.securedServers(),
                "command.config", file.toString(),
                "schema.registry.url", cluster.registryUrl(),
                "topics.prefix", PREFIX,
                "topics.replication", "1",
                "ingest.watch", folder.resolve("inbox").toString(),
                "ingest.state-dir", folder.resolve("state/ingest").toString(),
                "enrich.state-dir", folder.resolve("state/enrich").toString(),
                "index.dir", folder.resolve("state/index").toString()));
    given.put("enrich.threads", "1");
    Settings settings = new Settings(KnownSettings.ALL, given, Map.of(), null);
    new SchemaRegistry(KafkaSettings.from(settings).schemaRegistry())
        .register(KafkaSettings.from(settings).topics());
    return settings;
  }

  /** Each start is a first one: what is known already need not be asked for. */
  private void forgetState() throws IOException {
    Path state = folder.resolve("state");
    if (Files.exists(state)) {
      try (Stream<Path> files = Files.walk(state)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<Right> rights() throws IOException {
    List<Right> rights = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "security.md"))) {
      List<String> cells =
          Stream.of(line.split("\\|", -1)).map(String::strip).filter(c -> !c.isEmpty()).toList();
      if (cells.size() == 5 && PRINCIPALS.contains(cells.getFirst())) {
        rights.add(right(cells));
      }
    }
    return rights;
  }

  private static Right right(List<String> cells) {
    String name = cells.get(2).replace("`", "").replace("PREFIX", PREFIX).replace("FEED", "inbox");
    ResourcePattern resource =
        new ResourcePattern(
            ResourceType.fromString(cells.get(1).replace(' ', '_')),
            name,
            PatternType.fromString(cells.get(3).toUpperCase(Locale.ROOT)));
    return new Right(
        cells.getFirst(),
        new AclBinding(
            resource,
            new AccessControlEntry(
                "User:" + cells.getFirst(),
                "*",
                AclOperation.fromString(cells.get(4).toUpperCase(Locale.ROOT)),
                AclPermissionType.ALLOW)));
  }
}

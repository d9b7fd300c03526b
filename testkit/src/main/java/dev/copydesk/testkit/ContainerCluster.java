package dev.copydesk.testkit;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import dev.copydesk.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Broker and registry in containers, on host ports that stay the same over restarts. */
final class ContainerCluster implements Cluster {

  private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");
  private static final DockerImageName REGISTRY =
      DockerImageName.parse("apicurio/apicurio-registry:3.3.3");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int REGISTRY_PORT = 8080;

  private final String host = DockerClientFactory.instance().dockerHostIpAddress();
  private final int brokerPort = Ports.free();
  private final int registryPort = Ports.free();
  private final GenericContainer<?> broker = broker();
  private final GenericContainer<?> registry = registry();

  private ContainerCluster() {}

  static ContainerCluster launch() {
    var cluster = new ContainerCluster();
    try {
      cluster.broker.start();
      cluster.registry.start();
      cluster.awaitBroker();
      cluster.awaitRegistry();
      return cluster;
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  @Override
  public String bootstrapServers() {
    return host + ":" + brokerPort;
  }

  @Override
  public String registryUrl() {
    return "http://" + host + ":" + registryPort + "/apis/ccompat/v7";
  }

  @Override
  public void stopBroker() {
    broker.getDockerClient().stopContainerCmd(broker.getContainerId()).exec();
  }

  @Override
  public void killBroker() {
    broker.getDockerClient().killContainerCmd(broker.getContainerId()).exec();
  }

  @Override
  public void startBroker() {
    broker.getDockerClient().startContainerCmd(broker.getContainerId()).exec();
    awaitBroker();
  }

  @Override
  public void stopRegistry() {
    registry.getDockerClient().stopContainerCmd(registry.getContainerId()).exec();
  }

  @Override
  public void startRegistry() {
    registry.getDockerClient().startContainerCmd(registry.getContainerId()).exec();
    awaitRegistry();
  }

  @Override
  public void close() {
    registry.stop();
    broker.stop();
  }

  // As root, since the image copies its configuration at every start and not every build of it
  // leaves the copy writable to its own user.
  private GenericContainer<?> broker() {
    return new GenericContainer<>(KAFKA)
        .withCopyToContainer(
            Transferable.of(brokerProperties(), 0644), "/mnt/shared/config/server.properties")
        .withExposedPorts(brokerPort)
        .withCreateContainerCmdModifier(
            command ->
                command
                    .withUser("root")
                    .withHostConfig(bound(command.getHostConfig(), brokerPort, brokerPort)));
  }

  private String brokerProperties() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@localhost:9093
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAINTEXT
    listeners=PLAINTEXT://0.0.0.0:%d,CONTROLLER://localhost:9093
    advertised.listeners=PLAINTEXT://%s
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=/var/lib/kafka/data/log
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=5
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=5
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    """
        .formatted(brokerPort, bootstrapServers());
  }

  // H2 in a file, so that schemas outlive a restart as they do in the embedded registry.
  private GenericContainer<?> registry() {
    return new GenericContainer<>(REGISTRY)
        .withEnv("APICURIO_STORAGE_KIND", "sql")
        .withEnv("APICURIO_STORAGE_SQL_KIND", "h2")
        .withEnv("APICURIO_DATASOURCE_URL", "jdbc:h2:file:/tmp/registry/db")
        .withEnv("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD_TRANSITIVE")
        .withExposedPorts(REGISTRY_PORT)
        .withCreateContainerCmdModifier(
            command ->
                command.withHostConfig(
                    bound(command.getHostConfig(), registryPort, REGISTRY_PORT)));
  }

  // A port that Docker chooses is chosen anew at every start, and clients would look for the old.
  private static HostConfig bound(@Nullable HostConfig config, int hostPort, int containerPort) {
    var binding = new PortBinding(Binding.bindPort(hostPort), new ExposedPort(containerPort));
    return (config == null ? new HostConfig() : config).withPortBindings(binding);
  }

  private void awaitBroker() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "default.api.timeout.ms", 2_000,
            "request.timeout.ms", 2_000);
    await("broker at " + bootstrapServers())
        .atMost(PATIENCE)
        .until(
            () -> {
              try (var admin = Admin.create(config)) {
                return !admin.describeCluster().nodes().get().isEmpty();
              } catch (ExecutionException notYet) {
                return false;
              }
            });
  }

  private void awaitRegistry() {
    var request =
        HttpRequest.newBuilder(URI.create(registryUrl() + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      await("registry at " + registryUrl())
          .atMost(PATIENCE)
          .until(
              () -> {
                try {
                  return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
                } catch (IOException notYet) {
                  return false;
                }
              });
    }
  }
}

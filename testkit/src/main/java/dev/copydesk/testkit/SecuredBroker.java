package dev.copydesk.testkit;

import dev.copydesk.embedded.KafkaNode;
import dev.copydesk.embedded.NodeSettings;
import dev.copydesk.embedded.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * A broker that asks for a name and a password (SASL/PLAIN) and allows nobody anything that was not
 * granted. At a second address whoever comes may do everything: to grant, and to look.
 */
public final class SecuredBroker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaNode node;
  private final int port;

  private SecuredBroker(KafkaNode node, int port) {
    this.node = node;
    this.port = port;
  }

  /**
   * @param passwords by the name of the principal
   */
  public static SecuredBroker start(Path data, Map<String, String> passwords) {
    int open = Ports.free();
    int secured = Ports.free();
    int controller = Ports.free();
    String users =
        passwords.entrySet().stream()
            .map(user -> " user_%s=\"%s\"".formatted(user.getKey(), user.getValue()))
            .collect(Collectors.joining());
    KafkaNode node =
        KafkaNode.start(
            new NodeSettings(data, open, 512, PATIENCE),
            Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,SASL_PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                    .formatted(open, secured, controller),
                "controller.quorum.voters",
                "1@127.0.0.1:" + controller,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:%d,SASL_PLAINTEXT://127.0.0.1:%d".formatted(open, secured),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                PlainLoginModule.class.getName() + " required" + users + ";",
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
    return new SecuredBroker(node, secured);
  }

  /** Where everybody may do everything. */
  public String openServers() {
    return node.bootstrapServers();
  }

  /** Where rights count. */
  public String securedServers() {
    return "127.0.0.1:" + port;
  }

  /** What a client of a principal is to be configured with, but for the password. */
  public static List<String> clientProperties(String principal, String password) {
    return List.of(
        "security.protocol=SASL_PLAINTEXT",
        "sasl.mechanism=PLAIN",
        "sasl.jaas.config=%s required username=\"%s\" password=\"%s\";"
            .formatted(PlainLoginModule.class.getName(), principal, password));
  }

  @Override
  public void close() {
    node.close();
  }
}

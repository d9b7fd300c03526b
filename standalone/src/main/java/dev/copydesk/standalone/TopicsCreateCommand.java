package dev.copydesk.standalone;

import dev.copydesk.schema.Topic;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;

@Command(
    name = "create",
    description =
        "Creates the topics that are missing and registers the schemas; what is there stays as it"
            + " is.")
final class TopicsCreateCommand extends ClusterCommand {

  TopicsCreateCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    KafkaSettings kafka = cluster();
    try (Admin admin = new KafkaClients(kafka).admin("copydesk-topics")) {
      TopicAdmin topics = new TopicAdmin(admin);
      for (Topic created : topics.create(kafka.topics(), kafka.replicationFactor())) {
        spec.commandLine().getOut().println("created " + created.name());
      }
      List<String> problems = topics.problems(kafka.topics());
      if (!problems.isEmpty()) {
        throw new CommandFailure(ExitStatus.CONFIGURATION, String.join("; ", problems));
      }
    }
    new SchemaRegistry(kafka.schemaRegistry()).register(kafka.topics());
    return ExitStatus.OK.code();
  }
}

package dev.copydesk.standalone;

import dev.copydesk.schema.Topic;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.ExitStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "Lists the topics of the catalogue: partitions, what for, and which are missing.")
final class TopicsListCommand extends ClusterCommand {

  TopicsListCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    KafkaSettings kafka = cluster();
    PrintWriter out = spec.commandLine().getOut();
    try (Admin admin = new KafkaClients(kafka).admin("copydesk-topics")) {
      List<Topic> topics = kafka.topics().all();
      Map<String, Integer> partitions = new TopicAdmin(admin).partitions(topics);
      for (Topic topic : topics) {
        Integer count = partitions.get(topic.name());
        out.printf(
            "%-26s %-13s %s%n",
            topic.name(), count == null ? "missing" : count + " partitions", topic.purpose());
      }
    }
    return ExitStatus.OK.code();
  }
}

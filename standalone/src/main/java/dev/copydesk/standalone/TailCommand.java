package dev.copydesk.standalone;

import dev.copydesk.schema.Topic;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.StandardOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    description = "Prints the records of a topic as JSON, one a line; committed ones alone.")
final class TailCommand extends ClusterCommand {

  private static final Duration POLL = Duration.ofMillis(250);

  @Parameters(
      arity = "0..1",
      paramLabel = "TOPIC",
      defaultValue = "news.enriched",
      description = "A topic of the catalogue. Default: ${DEFAULT-VALUE}")
  private String name = "news.enriched";

  @Option(
      names = "--from-beginning",
      description = "Begin with the oldest record instead of the next one.")
  private boolean fromBeginning;

  @Option(
      names = "--max-messages",
      paramLabel = "N",
      description = "End after so many records. Default: never.")
  private @Nullable Long maxMessages;

  @Option(
      names = "--timeout-ms",
      paramLabel = "N",
      description = "End when no record came for so many milliseconds. Default: never.")
  private @Nullable Long timeoutMillis;

  TailCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    KafkaSettings kafka = cluster();
    Topic topic = topic(kafka);
    RecordJson json = new RecordJson(new AvroCodec(new SchemaRegistry(kafka.schemaRegistry())));
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaClients(kafka).consumer("copydesk-tail", Map.of());
        StandardOutput out = new StandardOutput()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      return print(consumer, topic, json, out).code();
    }
  }

  private ExitStatus print(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic, RecordJson json, StandardOutput out) {
    ExitStatus status = ExitStatus.OK;
    long left = maxMessages == null ? Long.MAX_VALUE : maxMessages;
    long lastRecord = System.nanoTime();
    while (left > 0 && !out.isBroken()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (left == 0) {
          break;
        }
        left--;
        try {
          out.line(json.write(topic, record));
        } catch (BadInputException e) {
          status = ExitStatus.BAD_INPUT;
          spec.commandLine()
              .getErr()
              .printf(
                  "%s-%d@%d: %s: %s%n",
                  record.topic(), record.partition(), record.offset(), e.code(), e.getMessage());
        }
      }
      if (!records.isEmpty()) {
        out.flush();
        lastRecord = System.nanoTime();
      } else if (timeoutMillis != null
          && Duration.ofNanos(System.nanoTime() - lastRecord).toMillis() >= timeoutMillis) {
        break;
      }
    }
    return status;
  }

  private Topic topic(KafkaSettings kafka) {
    String prefix = kafka.topics().prefix();
    List<Topic> topics = kafka.topics().all();
    return topics.stream()
        .filter(topic -> topic.name().equals(name) || topic.name().equals(prefix + name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitStatus.USAGE,
                    "%s is not a topic of the catalogue, which has: %s"
                        .formatted(
                            name,
                            topics.stream().map(Topic::name).collect(Collectors.joining(", ")))));
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
    if (partitions == null || partitions.isEmpty()) {
      throw new CommandFailure(ExitStatus.CONFIGURATION, TopicAdmin.missing(topic.name()));
    }
    return partitions.stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }
}

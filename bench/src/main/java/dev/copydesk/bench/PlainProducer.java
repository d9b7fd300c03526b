package dev.copydesk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What ingest is measured against: reads every file of a folder and sends its bytes with an
 * idempotent producer, and neither checks, remembers nor moves anything.
 *
 * <p>A process of its own: folders come line by line on standard input, and each is answered by
 * {@code sent N} when the broker has it.
 */
final class PlainProducer {

  private PlainProducer() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            arguments[0],
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            5,
            "batch.size",
            256 * 1024,
            "compression.type",
            "gzip");
    try (var producer =
            new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      producer.partitionsFor(arguments[1]);
      System.out.println("ready");
      for (String folder = input.readLine(); folder != null; folder = input.readLine()) {
        System.out.println("sent " + send(producer, arguments[1], Path.of(folder)));
      }
    }
  }

  private static long send(KafkaProducer<String, byte[]> producer, String topic, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long sent =
          files
              .mapToLong(
                  file ->
                      send(
                          producer,
                          new ProducerRecord<>(topic, file.getFileName().toString(), read(file))))
              .sum();
      producer.flush();
      return sent;
    }
  }

  private static long send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> article) {
    producer.send(
        article,
        (record, failure) -> {
          if (failure != null) {
            // A figure over lost records would be none.
            failure.printStackTrace();
            Runtime.getRuntime().halt(69);
          }
        });
    return 1;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

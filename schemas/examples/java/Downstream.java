import dev.copydesk.schema.RecordModel;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.NumberMention;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints the headline and the numbers of every article, with Kafka's client, Avro and the schemas
 * jar alone: the wire format needs no serialiser of a vendor. Stops on Ctrl-C.
 *
 * <p>Arguments, both optional: bootstrap server, registry address.
 */
public final class Downstream {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<Integer, SpecificDatumReader<EnrichedArticle>> readers = new HashMap<>();
  private final String registry;

  private Downstream(String registry) {
    this.registry = registry;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    String bootstrap = args.length > 0 ? args[0] : "127.0.0.1:9092";
    Downstream app =
        new Downstream(args.length > 1 ? args[1] : "http://127.0.0.1:8081/apis/ccompat/v7");
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "group.id",
            "downstream-" + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed",
            "max.partition.fetch.bytes",
            12 * 1024 * 1024);
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("news.enriched"));
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.value() != null) {
            print(app.decode(record.value()));
          }
        }
      }
    }
  }

  /** Confluent's wire format: a zero, the id of the writer's schema in four bytes, Avro binary. */
  private EnrichedArticle decode(byte[] value) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (buffer.remaining() < 5 || buffer.get() != 0) {
      throw new IOException("not in the Confluent wire format");
    }
    SpecificDatumReader<EnrichedArticle> reader = reader(buffer.getInt());
    return reader.read(
        null,
        DecoderFactory.get().binaryDecoder(value, buffer.position(), buffer.remaining(), null));
  }

  /** Reads with the writer's schema and resolves to ours, so old and new records both fit. */
  private SpecificDatumReader<EnrichedArticle> reader(int id)
      throws IOException, InterruptedException {
    SpecificDatumReader<EnrichedArticle> known = readers.get(id);
    if (known != null) {
      return known;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id + "/schema"))
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("registry: HTTP " + response.statusCode() + " for schema " + id);
    }
    Schema writer = new Schema.Parser().parse(response.body());
    SpecificDatumReader<EnrichedArticle> reader =
        new SpecificDatumReader<>(
            writer, EnrichedArticle.getClassSchema(), new RecordModel(EnrichedArticle.class));
    readers.put(id, reader);
    return reader;
  }

  private static void print(EnrichedArticle article) {
    System.out.println(article.getHeadline());
    for (NumberMention number : article.getNumbers()) {
      System.out.printf(
          "  %-24s %-8s %-6s %s %s%n",
          number.getText(),
          number.getKind(),
          number.getComparator(),
          number.getValue(),
          number.getCounted() == null ? "" : number.getCounted().getText());
    }
  }
}

package dev.copydesk.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Source;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.testkit.TopicReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks where inputs lie, as readers of committed records and users of the search see it. */
final class Oracle {

  private static final String ALL = "/api/v1/search?q=&fold=false&limit=200&cursor=";
  private static final String FEED = "inbox/";
  private static final Set<FileState> REFUSED = Set.of(FileState.REJECTED, FileState.DUPLICATE);

  private final Desk desk;
  private final AvroCodec codec;

  Oracle(Desk desk) {
    this.desk = desk;
    this.codec = desk.codec();
  }

  /** At everything: what is there twice could be there by an earlier fault. */
  Sight look() {
    Map<String, Ends> ends = new HashMap<>();
    Map<String, String> originsByPlace = new HashMap<>();
    read(
        desk.topics().raw().name(),
        record -> {
          String origin = origin(codec.decode(RawArticle.class, record.value()).getSource());
          originsByPlace.put(place(record.topic(), record.partition(), record.offset()), origin);
          ends.merge(origin, new Ends(1, 0, 0, 0, 0), Ends::plus);
        });
    Map<String, String> ids = new HashMap<>();
    Map<String, String> originsById = new HashMap<>();
    read(
        desk.topics().enriched().name(),
        record -> {
          String origin = origin(codec.decode(EnrichedArticle.class, record.value()).getSource());
          ids.put(origin, record.key());
          originsById.put(record.key(), origin);
          ends.merge(origin, new Ends(0, 1, 0, 0, 0), Ends::plus);
        });
    for (String id : found()) {
      ends.merge(originsById.getOrDefault(id, id), new Ends(0, 0, 1, 0, 0), Ends::plus);
    }
    read(
        desk.topics().deadLetters().name(),
        letter -> ends.merge(origin(letter, originsByPlace), new Ends(0, 0, 0, 1, 0), Ends::plus));
    Map<String, FileState> states = new HashMap<>();
    read(
        desk.topics().files().name(),
        record -> {
          FileReceipt receipt = codec.decode(FileReceipt.class, record.value());
          states.put(receipt.getPath(), receipt.getState());
        });
    states.forEach(
        (path, state) -> {
          if (REFUSED.contains(state)) {
            ends.merge(Input.origin(path, 0), new Ends(0, 0, 0, 0, 1), Ends::plus);
          }
        });
    return new Sight(ends, ids);
  }

  private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    TopicReader.readEach(desk.cluster(), topic, reader);
  }

  /** Ids of all hits, copies of one story included. */
  private List<String> found() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = desk.search().get(ALL + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
      page.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty());
    return ids;
  }

  private static String origin(Source source) {
    return Input.origin(source.getPath(), source.getPosition());
  }

  /** A letter of ingest names the file, one of enrich the record of the article. */
  private static String origin(
      ConsumerRecord<String, byte[]> letter, Map<String, String> originsByPlace) {
    String topic = header(letter, DeadLetter.TOPIC);
    long offset = Long.parseLong(header(letter, DeadLetter.OFFSET));
    if (topic.startsWith(FEED)) {
      return Input.origin(topic.substring(FEED.length()), offset);
    }
    String place = place(topic, Integer.parseInt(header(letter, DeadLetter.PARTITION)), offset);
    return originsByPlace.getOrDefault(place, place);
  }

  private static String place(String topic, int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}

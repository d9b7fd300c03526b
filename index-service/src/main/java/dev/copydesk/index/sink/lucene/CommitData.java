package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Position.TopicIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The position as the user data of a Lucene commit. */
final class CommitData {

  private static final String FORMAT = "copydesk.format";

  /** Raised when documents are made differently; an index of another format is made anew. */
  private static final String CURRENT_FORMAT = "3";

  private static final String CLUSTER = "copydesk.cluster";
  private static final String TOPIC = "copydesk.topic";
  private static final String TOPIC_ID = "copydesk.topic.id";
  private static final String OFFSET = "copydesk.offset.";
  private static final String NOTE = "copydesk.note.";
  private static final String AS_OF = "copydesk.as-of";

  private CommitData() {}

  static boolean isOurs(Map<String, String> data) {
    return data.containsKey(FORMAT);
  }

  /**
   * @param notes kept as they are
   */
  static Map<String, String> of(Optional<Position> position, Map<String, String> notes) {
    Map<String, String> data = new HashMap<>();
    notes.forEach((name, value) -> data.put(NOTE + name, value));
    data.put(FORMAT, CURRENT_FORMAT);
    position.ifPresent(
        reached -> {
          data.put(CLUSTER, reached.topic().cluster());
          data.put(TOPIC, reached.topic().name());
          data.put(TOPIC_ID, reached.topic().id());
          data.put(AS_OF, reached.asOf().toString());
          reached
              .nextOffsets()
              .forEach((partition, next) -> data.put(OFFSET + partition, Long.toString(next)));
        });
    return data;
  }

  static Map<String, String> notes(Iterable<Map.Entry<String, String>> entries) {
    Map<String, String> notes = new HashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().startsWith(NOTE)) {
        notes.put(entry.getKey().substring(NOTE.length()), entry.getValue());
      }
    }
    return notes;
  }

  /** Empty where nothing was read yet, or what was read lies there in another format. */
  static Optional<Position> position(Iterable<Map.Entry<String, String>> entries) {
    Map<String, String> data = new HashMap<>();
    Map<Integer, Long> offsets = new HashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      if (entry.getKey().startsWith(OFFSET)) {
        offsets.put(
            Integer.valueOf(entry.getKey().substring(OFFSET.length())),
            Long.valueOf(entry.getValue()));
      } else {
        data.put(entry.getKey(), entry.getValue());
      }
    }
    @Nullable String cluster = data.get(CLUSTER);
    @Nullable String topic = data.get(TOPIC);
    @Nullable String id = data.get(TOPIC_ID);
    @Nullable String asOf = data.get(AS_OF);
    if (cluster == null || topic == null || id == null) {
      return Optional.empty();
    }
    // A topic that no index of this format was made from: the reader begins anew.
    return CURRENT_FORMAT.equals(data.get(FORMAT))
        ? Optional.of(
            new Position(
                new TopicIdentity(cluster, topic, id),
                offsets,
                asOf == null ? Instant.EPOCH : Instant.parse(asOf)))
        : Optional.of(new Position(new TopicIdentity("", "", ""), Map.of(), Instant.EPOCH));
  }
}

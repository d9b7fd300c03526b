package dev.copydesk.enrich.letters;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.schema.v1.Handling;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.CloudEvents;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters and what became of them. A topic that is deleted from by age cannot be emptied,
 * so what was handled stands in a topic of its own; of those some hundred bytes a letter are held.
 */
public final class LetterBox {

  static final String CLIENT_ID = "copydesk-letters";

  private static final String SOURCE = "/copydesk/letters";
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final Topics topics;
  private final AvroCodec codec;
  private final InstantSource clock;

  /** A letter and what became of it; null as long as it is open. */
  public record Entry(Letter letter, @Nullable DeadLetterState state) {

    public boolean isOpen() {
      return state == null;
    }
  }

  public LetterBox(KafkaSettings kafka, InstantSource clock) {
    this.clients = new KafkaClients(kafka);
    this.topics = kafka.topics();
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.clock = clock;
  }

  /** Where a letter lies that is written so. */
  public Letter.Position position(String words) {
    return Letter.Position.parse(topics.deadLetters().name(), words);
  }

  /**
   * Every letter of the choice that is there now, one at a time.
   *
   * @throws SettingsException if a topic is missing
   */
  public void read(LetterChoice choice, Consumer<Entry> taker) {
    try (Reading reading = reading(choice, ends())) {
      while (!reading.isDone()) {
        reading.next().forEach(taker);
      }
    }
  }

  /** Reads up to these ends, at the pace of whoever asks. */
  Reading reading(LetterChoice choice, Map<TopicPartition, Long> ends) {
    Map<String, DeadLetterState> states = states();
    KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of());
    consumer.assign(ends.keySet());
    consumer.seekToBeginning(ends.keySet());
    return new Reading(consumer, ends, choice, states);
  }

  /** Letters of a choice, some at a time. */
  static final class Reading implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final LetterChoice choice;
    private final Map<String, DeadLetterState> states;

    private Reading(
        KafkaConsumer<byte[], byte[]> consumer,
        Map<TopicPartition, Long> ends,
        LetterChoice choice,
        Map<String, DeadLetterState> states) {
      this.consumer = consumer;
      this.ends = ends;
      this.choice = choice;
      this.states = states;
    }

    boolean isDone() {
      return isRead(consumer, ends);
    }

    List<Entry> next() {
      List<Entry> some = new ArrayList<>();
      if (!isDone()) {
        poll(
            consumer,
            ends,
            record -> {
              Letter letter = new Letter(record);
              Entry entry = new Entry(letter, states.get(letter.position().toString()));
              if (choice.has(letter) && (entry.isOpen() || choice.handled())) {
                some.add(entry);
              }
            });
      }
      return some;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /** Every letter written since these ends. */
  void readSince(Map<TopicPartition, Long> since, Consumer<Letter> taker) {
    Map<TopicPartition, Long> ends = ends();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      consumer.assign(ends.keySet());
      since.forEach(consumer::seek);
      while (!isRead(consumer, ends)) {
        poll(consumer, ends, record -> taker.accept(new Letter(record)));
      }
    }
  }

  Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      return consumer.endOffsets(partitions(consumer, topics.deadLetters()));
    }
  }

  /**
   * Gives letters up; they stay where they lie.
   *
   * @param note why, for whoever looks later
   * @return how many
   */
  public int drop(LetterChoice choice, @Nullable String note) {
    List<ProducerRecord<byte[], byte[]>> states = new ArrayList<>();
    read(choice, entry -> states.add(handled(entry.letter(), Handling.DROPPED, note, null)));
    try (KafkaProducer<byte[], byte[]> producer = clients.producer(CLIENT_ID, Map.of())) {
      states.forEach(producer::send);
      producer.flush();
    }
    return states.size();
  }

  /**
   * @param article that a letter of ingest was retried as
   */
  ProducerRecord<byte[], byte[]> handled(
      Letter letter, Handling how, @Nullable String note, @Nullable String article) {
    String position = letter.position().toString();
    return new ProducerRecord<>(
        topics.deadLetterStates().name(),
        null,
        position.getBytes(StandardCharsets.UTF_8),
        codec.encode(
            topics.deadLetterStates(),
            DeadLetterState.newBuilder()
                .setState(how)
                .setCode(letter.code())
                .setNote(note)
                .setArticle(article)
                .setHandled(clock.millis())
                .build()),
        CloudEvents.headers(
            position + "/" + clock.millis(),
            SOURCE,
            "dev.copydesk.letter.handled",
            clock.instant()));
  }

  /** Ids of articles that came of letters of ingest, and are not in {@code news.raw}. */
  public Set<String> articlesOfIngest() {
    return states().values().stream()
        .map(DeadLetterState::getArticle)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, DeadLetterState> states() {
    Map<String, DeadLetterState> states = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      List<TopicPartition> partitions = partitions(consumer, topics.deadLetterStates());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!isRead(consumer, ends)) {
        poll(
            consumer,
            ends,
            record -> {
              String position = new String(record.key(), StandardCharsets.UTF_8);
              if (record.value() == null) {
                states.remove(position);
              } else {
                states.put(position, codec.decode(DeadLetterState.class, record.value()));
              }
            });
      }
    }
    return states;
  }

  private static boolean isRead(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static void poll(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < Objects.requireNonNull(ends.get(partition))) {
        taker.accept(record);
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    List<PartitionInfo> found =
        Optional.ofNullable(consumer.partitionsFor(topic.name())).orElse(List.of());
    if (found.isEmpty()) {
      throw new SettingsException(List.of(TopicAdmin.missing(topic.name())));
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }
}

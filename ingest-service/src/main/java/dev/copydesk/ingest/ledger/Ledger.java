package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last committed receipt of every file whose bytes this instance owns.
 *
 * <p>The partitions of {@code news.files} are the locks: the group gives each to one instance,
 * which owns the files whose SHA-256 hashes to it. What it knows of them lies on disk and is read
 * on from there when it gains the partition; until it has read all, it does not own it. It loses
 * partitions in {@link #attend} alone, on the thread that publishes, so never amid a transaction;
 * an instance that is cut off and does not know it yet is fenced by the offsets that each of its
 * transactions sends under {@link #membership}.
 *
 * <p>Used by one thread, but for {@link #partitionsOwned}.
 */
public final class Ledger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /** How long one round of the publishing thread may take before its files are given to others. */
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

  private static final Duration SHARING = Duration.ofSeconds(1);
  private static final Duration ATTENTION = Duration.ofMillis(100);

  /** Not worth being left out. */
  private static final int FEW = 2;

  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final Member member;
  private final Topic topic;
  private final int partitions;
  private final AvroCodec codec;
  private final Admin admin;
  private final StateFolder folder;
  private final LedgerStore store;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, Gain> gaining = new HashMap<>();
  private volatile Set<Integer> owned = Set.of();
  private boolean joined;

  /**
   * A receipt and where it lies in {@code news.files}.
   *
   * @param value the receipt as it lies there
   */
  public record Entry(FileReceipt receipt, byte[] value, int partition, long offset) {}

  private Ledger(
      Member member,
      Topic topic,
      int partitions,
      AvroCodec codec,
      Admin admin,
      StateFolder folder,
      LedgerStore store,
      KafkaConsumer<byte[], byte[]> consumer) {
    this.member = member;
    this.topic = topic;
    this.partitions = partitions;
    this.codec = codec;
    this.admin = admin;
    this.folder = folder;
    this.store = store;
    this.consumer = consumer;
  }

  /**
   * Opens what is known from before and asks to join the group.
   *
   * @param state folder of this instance alone
   * @param topic {@code news.files}
   * @param admin stays the caller's
   * @throws SettingsException if another instance uses the folder
   * @throws KafkaException if the brokers cannot be reached
   * @throws LedgerException if the disk does not let it
   */
  public static Ledger open(
      Path state, Member member, KafkaClients clients, Admin admin, AvroCodec codec, Topic topic) {
    LedgerTopic found = LedgerTopic.find(admin, topic);
    StateFolder folder = claim(state);
    LedgerStore store = null;
    boolean opened = false;
    try {
      store = LedgerStore.open(folder.store(), found.identity(member.feed()));
      KafkaConsumer<byte[], byte[]> consumer =
          clients.consumer("copydesk-ingest-ledger", properties(member));
      Ledger ledger =
          new Ledger(member, topic, found.partitions(), codec, admin, folder, store, consumer);
      consumer.subscribe(List.of(topic.name()), ledger.new Rebalances());
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        if (store != null) {
          store.close();
        }
        release(folder);
      }
    }
  }

  private static Map<String, Object> properties(Member member) {
    int session = Math.toIntExact(member.sessionTimeout().toMillis());
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG,
        member.group(),
        // Back within the session's time, an instance finds its partitions as it left them.
        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
        member.instance(),
        // The newer protocol leaves the session's time to the broker, where it is 45 s by default.
        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
        "classic",
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName(),
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        session,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        session / 4,
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        Math.toIntExact(LONGEST_ROUND.toMillis()));
  }

  /**
   * Keeps the membership up and reads on in what is being gained. Here alone partitions are gained
   * and lost.
   *
   * @param wait how long, where nothing comes
   * @throws KafkaException if the group or the brokers refuse
   */
  public void attend(Duration wait) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    for (TopicPartition partition : records.partitions()) {
      if (gaining.containsKey(partition.partition())) {
        enter(partition, records.records(partition));
      }
    }
    Map.copyOf(gaining).forEach(this::proceed);
  }

  /** Whether the group has let this instance in and it has read all that it was given. */
  public boolean isSettled() {
    return joined && gaining.isEmpty();
  }

  /** Partition of the files with these bytes. */
  public int partition(String sha256) {
    return FileKey.partition(sha256, partitions);
  }

  public boolean owns(int partition) {
    return owned.contains(partition);
  }

  /** How many partitions are owned just now. For any thread. */
  public int partitionsOwned() {
    return owned.size();
  }

  /**
   * What is known of a file and of others with its bytes.
   *
   * @param own the receipt of this very file
   * @param bringer the receipt of the file, whatever its name, that brought these bytes or is in
   *     the midst of it; what it says may also be that they were refused
   */
  public record Known(Optional<FileReceipt> own, Optional<FileReceipt> bringer) {}

  public Known known(String sha256, String path) {
    LedgerStore.Known known =
        store.known(partition(sha256), new FileKey(sha256, member.feed(), path));
    return new Known(known.own().map(this::kept), known.bringer().map(this::kept));
  }

  private FileReceipt kept(byte[] value) {
    try {
      return codec.decode(FileReceipt.class, value);
    } catch (BadInputException e) {
      throw new LedgerException("read", e);
    }
  }

  /** Under what name a transaction sends the offsets that fence it. */
  public ConsumerGroupMetadata membership() {
    return consumer.groupMetadata();
  }

  /** The offsets that a transaction with these entries sends: one for each partition it writes. */
  public Map<TopicPartition, OffsetAndMetadata> offsets(Collection<Entry> entries) {
    return entries.stream()
        .collect(
            Collectors.toMap(
                entry -> new TopicPartition(topic.name(), entry.partition()),
                entry -> new OffsetAndMetadata(entry.offset() + 1),
                (a, b) -> a.offset() > b.offset() ? a : b));
  }

  /**
   * Has the partitions shared out anew, each kept where it is if that is fair; to be called once,
   * when this member is settled. One that crashed after it was told to give up a partition, and
   * before it did, comes back as what the group takes for the same member: nobody is told then that
   * the partition is free, and its files would lie until somebody else comes or goes.
   */
  public void shareAnew() {
    int before = consumer.groupMetadata().generationId();
    long begun = System.nanoTime();
    consumer.enforceRebalance("an instance has come back");
    // The group may see no reason to; else files wait, since a transaction amid it would be
    // refused.
    while (consumer.groupMetadata().generationId() == before
        && System.nanoTime() - begun < SHARING.toNanos()) {
      attend(ATTENTION);
    }
  }

  /** Keeps receipts that are committed, each in place of an earlier one of the same key. */
  public void enter(List<Entry> entries) {
    Map<Integer, List<Entry>> byPartition =
        entries.stream().collect(Collectors.groupingBy(Entry::partition));
    byPartition.forEach(
        (partition, receipts) ->
            store.write(
                partition,
                receipts.stream().map(entry -> change(entry.receipt(), entry.value())).toList(),
                // All before it was read when the partition was gained, and nobody else writes.
                receipts.getLast().offset() + 1));
  }

  private void enter(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    List<LedgerStore.Change> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      change(record).ifPresent(changes::add);
    }
    store.write(partition.partition(), changes, consumer.position(partition));
  }

  private Optional<LedgerStore.Change> change(ConsumerRecord<byte[], byte[]> record) {
    Optional<FileKey> key = FileKey.parse(record.key());
    if (key.isEmpty()) {
      unreadable(record, "NOT_A_FILE_KEY");
      return Optional.empty();
    }
    if (key.get().partition(partitions) != record.partition()) {
      throw new SettingsException(
          List.of(
              "%s holds receipts where they do not belong (partition %d, offset %d), as if it had been given more partitions since; make it anew with %d partitions out of its records"
                  .formatted(topic.name(), record.partition(), record.offset(), partitions)));
    }
    if (!key.get().feed().equals(member.feed())) {
      return Optional.empty();
    }
    if (record.value() == null) {
      return Optional.of(new LedgerStore.Change(key.get(), null, false));
    }
    try {
      return Optional.of(change(codec.decode(FileReceipt.class, record.value()), record.value()));
    } catch (BadInputException e) {
      unreadable(record, e.code());
      return Optional.empty();
    }
  }

  private static void unreadable(ConsumerRecord<byte[], byte[]> record, String code) {
    LOG.error(
        "event=receipt-unreadable partition={} offset={} code={}",
        record.partition(),
        record.offset(),
        code);
  }

  private LedgerStore.Change change(FileReceipt receipt, byte[] value) {
    boolean brings =
        switch (receipt.getState()) {
          case PUBLISHING, PUBLISHED, PARTLY_REJECTED -> true;
          case DUPLICATE, REJECTED -> false;
        };
    return new LedgerStore.Change(FileKey.of(receipt), kept(receipt, value), brings);
  }

  /** Where many articles went matters to the ledger only as long as more of them may follow. */
  private byte[] kept(FileReceipt receipt, byte[] value) {
    return switch (receipt.getState()) {
      case PUBLISHING, PARTLY_REJECTED -> value;
      case PUBLISHED, DUPLICATE, REJECTED ->
          receipt.getPublished().size() <= FEW
              ? value
              : codec.encode(
                  topic, FileReceipt.newBuilder(receipt).setPublished(List.of()).build());
    };
  }

  private void proceed(int number, Gain gain) {
    TopicPartition partition = new TopicPartition(topic.name(), number);
    gain.end()
        .ifPresent(
            end -> {
              if (gain.wasAheadOf(end)) {
                LOG.warn("event=ledger-ahead partition={} end={} reason=begins-anew", number, end);
                store.clear(number);
                consumer.seekToBeginning(List.of(partition));
              }
              long position = consumer.position(partition);
              if (position < end) {
                consumer.resume(List.of(partition));
                return;
              }
              consumer.pause(List.of(partition));
              store.write(number, List.of(), position);
              gaining.remove(number);
              own(number);
            });
  }

  private void own(int partition) {
    Set<Integer> more = new TreeSet<>(owned);
    more.add(partition);
    owned = Set.copyOf(more);
    LOG.info("event=partition-gained partition={} owned={}", partition, owned);
  }

  private void lose(Collection<TopicPartition> lost, String how) {
    Set<Integer> numbers = lost.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    gaining.keySet().removeAll(numbers);
    owned =
        owned.stream()
            .filter(partition -> !numbers.contains(partition))
            .collect(Collectors.toUnmodifiableSet());
    if (!numbers.isEmpty()) {
      LOG.info("event=partitions-{} partitions={} owned={}", how, numbers, owned);
    }
  }

  private final class Rebalances implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      joined = true;
      consumer.pause(assigned);
      for (TopicPartition partition : assigned) {
        long known = store.checkpoint(partition.partition()).orElse(0);
        consumer.seek(partition, known);
        gaining.put(partition.partition(), Gain.begin(admin, member.group(), partition, known));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      lose(revoked, "revoked");
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      lose(lost, "lost");
    }
  }

  /** Ends the membership without leaving the group: others take over when the session is up. */
  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(LAST_WORD));
    } finally {
      store.close();
      release(folder);
    }
  }

  private static StateFolder claim(Path state) {
    try {
      return StateFolder.claim(state);
    } catch (IOException e) {
      throw new LedgerException("used", e);
    }
  }

  private static void release(StateFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("event=state-not-released reason={}", e.toString());
    }
  }
}

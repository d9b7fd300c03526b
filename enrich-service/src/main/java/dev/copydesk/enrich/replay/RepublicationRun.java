package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.replays.ReplayTeller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** One run of a republication, which tells {@code news.replays} how far it is. */
final class RepublicationRun {

  /** So many records at most wait for the brokers. */
  private static final int BATCH = 500;

  /** How long records may wait until it is made sure that the brokers have them, and told. */
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final Duration POLL = Duration.ofMillis(100);

  private final RawMerge raw;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Republication.Goal goal;
  private final ReplayTeller teller;
  private final Consumer<ReplayProgress> listener;
  private final List<Future<?>> sent = new ArrayList<>();
  private long written;
  private long toldNanos;

  /** What somebody else wants of it. */
  private Optional<ReplayState> wish = Optional.empty();

  /**
   * @param teller which knows how it stands
   * @param listener told now and then, on the calling thread
   */
  RepublicationRun(
      RawMerge raw,
      KafkaProducer<byte[], byte[]> producer,
      Republication.Goal goal,
      ReplayTeller teller,
      Consumer<ReplayProgress> listener) {
    this.raw = raw;
    this.producer = producer;
    this.goal = goal;
    this.teller = teller;
    this.listener = listener;
    written = teller.last().getFed();
  }

  /**
   * @return how it ended; RUNNING where another process has taken it over
   * @throws InterruptedException if it was told to stop; it can be resumed
   */
  ReplayState run() throws InterruptedException {
    return teller.attend(this::copyAll);
  }

  private ReplayState copyAll() throws InterruptedException {
    copy();
    acknowledge();
    ReplayState state = wish.orElse(ReplayState.COMPLETED);
    if (state != ReplayState.RUNNING) {
      teller.end(state, raw.progress(), written, null);
    }
    listener.accept(teller.last());
    return state;
  }

  private void copy() throws InterruptedException {
    tell();
    Schedule schedule = null;
    while (wish.isEmpty() && !raw.isDone()) {
      if (raw.isKnown()) {
        ConsumerRecord<byte[], byte[]> record = raw.first();
        if (schedule == null) {
          schedule = new Schedule(System.nanoTime(), record.timestamp(), goal.speed());
        }
        Duration early = schedule.untilDue(record);
        if (early.isPositive()) {
          raw.read(early.compareTo(EVERY) < 0 ? early : EVERY);
        } else {
          send(record);
          raw.removeFirst();
        }
      } else {
        raw.read(POLL);
      }
      if (System.nanoTime() - toldNanos >= EVERY.toNanos()) {
        tell();
      }
    }
  }

  private void send(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    sent.add(
        producer.send(
            new ProducerRecord<>(
                goal.topic(),
                null,
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers())));
    if (sent.size() >= BATCH) {
      acknowledge();
    }
  }

  /** Tells what the brokers have for certain, and hears. */
  private void tell() throws InterruptedException {
    acknowledge();
    wish = teller.progress(raw.progress(), written, null);
    listener.accept(teller.last());
    toldNanos = System.nanoTime();
  }

  private void acknowledge() throws InterruptedException {
    producer.flush();
    for (Future<?> each : sent) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new KafkaException("The brokers took no record for " + goal.topic(), e);
      }
    }
    written += sent.size();
    sent.clear();
  }

  /**
   * When records are due.
   *
   * @param beganNanos when the first was written
   * @param firstMillis its timestamp
   * @param speed by {@link Republication.Goal}
   */
  private record Schedule(long beganNanos, long firstMillis, OptionalDouble speed) {

    /** Zero or negative: it is due. */
    Duration untilDue(ConsumerRecord<byte[], byte[]> record) {
      if (speed.isEmpty()) {
        return Duration.ZERO;
      }
      double dueMillis = (record.timestamp() - firstMillis) / speed.getAsDouble();
      return Duration.ofMillis(Math.round(dueMillis)).minusNanos(System.nanoTime() - beganNanos);
    }
  }
}

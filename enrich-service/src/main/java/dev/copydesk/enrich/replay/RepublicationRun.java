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
import org.apache.kafka.common.errors.InterruptException;

/** One run of a republication, which tells {@code news.replays} how far it is. */
final class RepublicationRun {

  /** So many records at most wait for the brokers. */
  private static final int BATCH = 500;

  /** How long records may wait until it is made sure that the brokers have them, and told. */
  private static final Duration EVERY = Duration.ofMillis(500);

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
    try {
      copy();
      acknowledge();
      ReplayState state = wish.orElse(ReplayState.COMPLETED);
      if (state != ReplayState.RUNNING) {
        teller.end(state, raw.progress(), written, null);
      }
      listener.accept(teller.last());
      return state;
    } catch (InterruptedException e) {
      throw stopped(e);
    } catch (InterruptException e) {
      // Kafka's clients set the flag again, which would keep the last word from being sent.
      Thread.interrupted();
      throw stopped(new InterruptedException(e.getMessage()));
    } catch (RuntimeException e) {
      tryToEnd(ReplayState.FAILED, String.valueOf(e.getMessage()), e);
      throw e;
    }
  }

  private void copy() throws InterruptedException {
    tell();
    Schedule schedule = null;
    while (wish.isEmpty()) {
      if (raw.look()) {
        Optional<ConsumerRecord<byte[], byte[]>> first = raw.first();
        if (first.isEmpty()) {
          return;
        }
        ConsumerRecord<byte[], byte[]> record = first.get();
        if (schedule == null) {
          schedule = new Schedule(System.nanoTime(), record.timestamp(), goal.speed());
        }
        if (schedule.isDue(record)) {
          send(record);
          raw.removeFirst();
        } else {
          schedule.await(record, EVERY);
        }
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

  private InterruptedException stopped(InterruptedException e) {
    tryToEnd(ReplayState.PAUSED, "stopped before its end", e);
    return e;
  }

  /** As it was last told: what came after that may not have arrived. */
  private void tryToEnd(ReplayState state, String message, Exception cause) {
    ReplayProgress last = teller.last();
    try {
      teller.end(state, last.getPartitions(), last.getFed(), message);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * When records are due.
   *
   * @param beganNanos when the first was written
   * @param firstMillis its timestamp
   * @param speed by {@link Republication.Goal}
   */
  private record Schedule(long beganNanos, long firstMillis, OptionalDouble speed) {

    boolean isDue(ConsumerRecord<byte[], byte[]> record) {
      return waitMillis(record) <= 0;
    }

    /** For this time at most. */
    void await(ConsumerRecord<byte[], byte[]> record, Duration most) throws InterruptedException {
      Thread.sleep(Math.clamp(waitMillis(record), 0, most.toMillis()));
    }

    private long waitMillis(ConsumerRecord<byte[], byte[]> record) {
      if (speed.isEmpty()) {
        return 0;
      }
      double dueMillis = (record.timestamp() - firstMillis) / speed.getAsDouble();
      return Math.round(dueMillis) - (System.nanoTime() - beganNanos) / 1_000_000;
    }
  }
}

package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Sink;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.Tracing;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoublePredicate;

/**
 * Reads a topic of enriched articles into a sink up to the end that it has when reading begins, on
 * the calling thread. What the sink can never keep goes to the dead letters.
 */
public final class CatchUp {

  private static final String CLIENT_ID = "copydesk-index-catch-up";
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

  private CatchUp() {}

  /**
   * Returns when everything is read and committed, or it is no longer wanted; whoever calls again
   * goes on from there.
   *
   * @param kafka whose topics are read and written to
   * @param sink stays open
   * @param wanted asked after every poll, with the share of the offsets that is read, from 0 to 1
   * @return whether everything is read
   * @throws org.apache.kafka.common.KafkaException if the brokers refuse
   * @throws dev.copydesk.service.kafka.RegistryUnavailableException if a schema cannot be had now
   * @throws dev.copydesk.index.sink.SinkUnavailableException if the sink cannot take it now
   */
  public static boolean run(
      KafkaSettings kafka, Sink sink, InstantSource clock, DoublePredicate wanted) {
    ConsumerMetrics unread = new ConsumerMetrics(new CompositeMeterRegistry());
    try (DeadLetters letters = new DeadLetters(kafka, unread);
        Reading reading =
            new Reading(
                CLIENT_ID,
                kafka,
                sink,
                RecordReader.over(kafka),
                letters,
                unread,
                COMMIT_EVERY,
                clock,
                Tracing.off())) {
      reading.begin();
      while (!reading.isCaughtUp() && wanted.test(reading.progress().share())) {
        var _ = reading.step();
      }
      reading.finish();
      return reading.isCaughtUp();
    }
  }
}

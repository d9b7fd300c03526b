package dev.copydesk.enrich;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayLog;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A replay in a JVM of its own, for the parent to kill: says how many records it has fed, and how
 * it ended.
 */
final class ReplayChild {

  private ReplayChild() {}

  /**
   * @param arguments broker, registry, prefix, application id, records a second, id of the replay
   *     to resume or a hyphen for a new one
   */
  public static void main(String[] arguments) throws InterruptedException {
    Topics topics = new Topics(arguments[2], 1);
    KafkaSettings kafka =
        new KafkaSettings(arguments[0], Map.of(), URI.create(arguments[1]), topics, (short) 1);
    Replay replay = new Replay(kafka, arguments[3], InstantSource.system());
    Consumer<ReplayProgress> tell = event -> System.out.println("fed " + event.getFed());
    ReplayState state;
    if (arguments[5].equals("-")) {
      state =
          replay.execute(
              replay
                  .plan(new Selector.Earliest(), new Limit.None())
                  .atRate(OptionalDouble.of(Double.parseDouble(arguments[4]))),
              Wanted.EVERYTHING,
              tell);
    } else {
      ReplayProgress before =
          new ReplayLog(kafka, InstantSource.system()).find(arguments[5]).getFirst();
      state = replay.resume(before, Wanted.EVERYTHING, tell);
    }
    System.out.println("ended " + state);
  }
}

package dev.copydesk.index.road;

import dev.copydesk.index.search.Road.Stage;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the topics tell of every service, also of one that does not run: asked of the brokers, and
 * not of the services. Names are API; instances of the index service all say the same.
 */
public final class RoadMetrics {

  /** Records of a topic that a reader has not read; labels {@code topic} and {@code reader}. */
  public static final String LAG_RECORDS = "copydesk.lag.records";

  /** Age of the oldest record that a reader has not read; labels as above. */
  public static final String LAG_SECONDS = "copydesk.lag.seconds";

  /** Dead letters that nobody has handled, of the last thousand; labels {@code stage}, code. */
  public static final String OPEN_LETTERS = "copydesk.dead.letters.open";

  /** Replays there were, of the last hundred; label {@code state}. */
  public static final String REPLAYS = "copydesk.replays";

  /** Records that a replay under way has gone through; label {@code replay}, its id. */
  public static final String REPLAY_DONE = "copydesk.replay.done.records";

  /** Records that a replay under way is to go through; label {@code replay}, its id. */
  public static final String REPLAY_PLANNED = "copydesk.replay.planned.records";

  private final MultiGauge lagRecords;
  private final MultiGauge lagSeconds;
  private final MultiGauge openLetters;
  private final MultiGauge replays;
  private final MultiGauge done;
  private final MultiGauge planned;

  public RoadMetrics(MeterRegistry meters) {
    lagRecords = MultiGauge.builder(LAG_RECORDS).register(meters);
    lagSeconds = MultiGauge.builder(LAG_SECONDS).register(meters);
    openLetters = MultiGauge.builder(OPEN_LETTERS).register(meters);
    replays = MultiGauge.builder(REPLAYS).register(meters);
    done = MultiGauge.builder(REPLAY_DONE).register(meters);
    planned = MultiGauge.builder(REPLAY_PLANNED).register(meters);
  }

  /** Shows what is known; a lag that is not known is not shown. */
  void show(List<Stage> stages, Sightings sightings) {
    List<Row<?>> records = new ArrayList<>();
    List<Row<?>> seconds = new ArrayList<>();
    for (Stage stage : stages) {
      for (var reader : stage.readers()) {
        Tags tags = Tags.of("topic", stage.topic(), "reader", reader.name());
        if (reader.lagRecords() != null) {
          records.add(Row.of(tags, reader.lagRecords()));
        }
        if (reader.lagSeconds() != null) {
          seconds.add(Row.of(tags, reader.lagSeconds()));
        }
      }
    }
    lagRecords.register(records, true);
    lagSeconds.register(seconds, true);
    List<Row<?>> letters = new ArrayList<>();
    sightings
        .openLetters()
        .forEach(
            (kind, count) ->
                letters.add(Row.of(Tags.of("stage", kind.stage(), "code", kind.code()), count)));
    openLetters.register(letters, true);
    show(sightings.replays());
  }

  private void show(List<ReplayProgress> all) {
    Map<ReplayState, Long> byState = new EnumMap<>(ReplayState.class);
    List<Row<?>> doneRows = new ArrayList<>();
    List<Row<?>> plannedRows = new ArrayList<>();
    for (ReplayProgress replay : all) {
      byState.merge(replay.getState(), 1L, Long::sum);
      if (replay.getState() == ReplayState.RUNNING || replay.getState() == ReplayState.PAUSED) {
        Tags tags = Tags.of("replay", replay.getId());
        doneRows.add(
            Row.of(
                tags,
                replay.getPartitions().stream().mapToLong(p -> p.getNext() - p.getFrom()).sum()));
        plannedRows.add(
            Row.of(
                tags,
                replay.getPartitions().stream().mapToLong(p -> p.getTo() - p.getFrom()).sum()));
      }
    }
    List<Row<?>> states = new ArrayList<>();
    for (ReplayState state : ReplayState.values()) {
      states.add(
          Row.of(
              Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
              byState.getOrDefault(state, 0L)));
    }
    replays.register(states, true);
    done.register(doneRows, true);
    planned.register(plannedRows, true);
  }
}

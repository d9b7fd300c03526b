package dev.copydesk.index.consume;

import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.service.kafka.replays.ReplayTeller;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that is built anew, as a replay among the others: what {@code news.replays} says of it.
 * Its id is made of the successor's name, so whoever goes on with the one goes on with the other.
 */
final class RebuildLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RebuildLog.class);
  private static final String WORDS = "--target index";

  private final KafkaSettings kafka;
  private final ReplayLog log;
  private final boolean shared;
  private final InstantSource clock;
  private @Nullable ReplayTeller teller;

  /** Whose it is to build. */
  enum Turn {
    /** Nobody else does. */
    OURS,
    /** Another instance is at it. */
    OTHERS,
    /** Another instance has done it. */
    DONE,
    /** Somebody gave it up while nobody was at it. */
    CANCELED
  }

  /**
   * @param shared whether other instances may build the same
   */
  RebuildLog(KafkaSettings kafka, boolean shared, InstantSource clock) {
    this.kafka = kafka;
    this.log = new ReplayLog(kafka, clock);
    this.shared = shared;
    this.clock = clock;
  }

  /** The replay that builds the index of this name. */
  static String id(String successor) {
    return UUID.nameUUIDFromBytes(successor.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Whose turn it is at a successor; it is ours until {@link #end} or {@link #letGo}. */
  Turn turn(String successor) {
    if (teller != null) {
      return Turn.OURS;
    }
    Optional<ReplayProgress> before = last(successor);
    Turn turn =
        switch (before.map(ReplayProgress::getState).orElse(ReplayState.PAUSED)) {
          case RUNNING -> shared && !log.isSilent(before.orElseThrow()) ? Turn.OTHERS : Turn.OURS;
          case PAUSED, FAILED -> Turn.OURS;
          case COMPLETED -> Turn.DONE;
          case CANCELED -> Turn.CANCELED;
        };
    if (turn == Turn.OURS) {
      begin(before.orElseGet(() -> first(successor)));
    }
    return turn;
  }

  /**
   * What is built from now on. Where it has another name, the one before has come to nothing.
   *
   * @param before how far that was
   */
  void follow(String successor, Progress before) {
    ReplayTeller now = teller;
    if (now != null && !now.id().equals(id(successor))) {
      end(ReplayState.CANCELED, before, "begun anew: " + id(successor));
      begin(first(successor));
    }
  }

  /**
   * Tells now and then how far it is.
   *
   * @param trouble what it waits for
   * @return what somebody else wants of it: PAUSED, CANCELED, or RUNNING where another instance has
   *     taken it over
   */
  Optional<ReplayState> tell(Progress progress, @Nullable String trouble) {
    ReplayTeller now = teller;
    return now == null ? Optional.empty() : now.progress(progress.parts(), trouble);
  }

  /**
   * The last word of it. Without it, it stands as one that was killed: what became of the index
   * does not hang on it.
   */
  void end(ReplayState state, Progress progress, @Nullable String message) {
    ReplayTeller now = teller;
    if (now != null) {
      try {
        now.end(state, progress.parts(), message);
      } catch (KafkaException | RegistryUnavailableException e) {
        LOG.warn("event=index-rebuild-not-told id={} state={}", now.id(), state, e);
      }
      letGo();
    }
  }

  /** Says nothing more of it: another instance does. */
  void letGo() {
    ReplayTeller now = teller;
    if (now != null) {
      now.close();
      teller = null;
    }
  }

  /** Says that a successor was given up, whoever was at it. */
  void gaveUp(String successor, Progress progress, @Nullable String message) {
    if (teller != null) {
      end(ReplayState.CANCELED, progress, message);
      return;
    }
    try {
      mend(successor, ReplayState.CANCELED);
    } catch (KafkaException | RegistryUnavailableException e) {
      LOG.warn("event=index-rebuild-not-told id={} state=CANCELED", id(successor), e);
    }
  }

  /** Says what whoever let the index take over was killed before saying. */
  void tookOver(String index) {
    mend(index, ReplayState.COMPLETED);
  }

  private void mend(String index, ReplayState state) {
    last(index).filter(ReplayStanding::isOpen).ifPresent(replay -> log.order(replay, state));
  }

  private Optional<ReplayProgress> last(String successor) {
    return log.find(id(successor)).stream().findFirst();
  }

  private void begin(ReplayProgress from) {
    teller = new ReplayTeller(kafka, from, clock);
  }

  private ReplayProgress first(String successor) {
    return ReplayTeller.beginning(id(successor), ReplayTarget.INDEX, WORDS, clock);
  }

  @Override
  public void close() {
    letGo();
  }
}

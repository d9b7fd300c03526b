package dev.copydesk.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.ProgressBar;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs a replay in this process and shows how far it is. */
public final class ReplayRun {

  /** More hits than this are asked for by another condition. */
  private static final int MOST_HITS = 100_000;

  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * What is said of a target.
   *
   * @param underWay with the number of records
   * @param done likewise
   */
  record Words(String underWay, String done) {

    static final Words ENRICH =
        new Words("%d articles fed", "replayed: %d articles went through the topology again");

    static Words topic(String name) {
      return new Words(
          "%d records written", "topic: %d records written to " + name.replace("%", "%%"));
    }
  }

  /** Runs to the end, telling how far it is. */
  interface Work {
    ReplayState run(Consumer<ReplayProgress> listener) throws InterruptedException;
  }

  ReplayRun(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** What a limit lets through, looked up now. */
  static Wanted wanted(Replay replay, Limit limit, URI index) {
    return switch (limit) {
      case Limit.None _ -> Wanted.EVERYTHING;
      case Limit.Ids some -> some.ids()::contains;
      case Limit.Where where -> replay.where(where.condition());
      case Limit.Query query -> found(query.query(), index)::contains;
      case Limit.Repair repair ->
          throw new CommandFailure(
              ExitStatus.USAGE, repair.reason() + " cannot be taken up: begin it anew");
    };
  }

  ExitStatus show(Words words, Work work) throws InterruptedException {
    AtomicReference<ReplayProgress> last = new AtomicReference<>();
    ReplayState state;
    try (ProgressBar bar = new ProgressBar(err)) {
      state =
          work.run(
              progress -> {
                if (last.getAndSet(progress) == null) {
                  err.println("copydesk: replay " + progress.getId());
                }
                bar.update(
                    ReplayStanding.share(progress), words.underWay().formatted(progress.getFed()));
              });
    }
    String id = Optional.ofNullable(last.get()).map(ReplayProgress::getId).orElse("");
    out.println(
        switch (state) {
          case COMPLETED -> words.done().formatted(last.get().getFed());
          case PAUSED -> "paused: go on with copydesk replay resume " + id;
          case CANCELED -> "canceled; what was written stays";
          case RUNNING -> "another process has taken it over";
          case FAILED -> "failed: try again with copydesk replay resume " + id;
        });
    out.flush();
    return state == ReplayState.FAILED ? ExitStatus.UNAVAILABLE : ExitStatus.OK;
  }

  static String inWords(Duration time) {
    return time.toHours() > 0
        ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
        : time.toMinutes() > 0
            ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
            : Math.max(1, time.toSeconds()) + " s";
  }

  private static Set<String> found(String query, URI index) {
    Set<String> ids = new HashSet<>();
    try (IndexClient client = new IndexClient(index)) {
      Optional<String> next = Optional.of("");
      while (next.isPresent()) {
        JsonNode page = client.page(query, next.get());
        if (page.path("total").asLong() > MOST_HITS) {
          throw new CommandFailure(
              ExitStatus.USAGE,
              "The query finds %d articles, of %d at most: take --where or a start"
                  .formatted(page.path("total").asLong(), MOST_HITS));
        }
        page.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
        next = Optional.ofNullable(page.path("next").asText(null));
      }
    }
    return ids;
  }
}

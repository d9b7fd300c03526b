package dev.copydesk.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayFollower;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.ProgressBar;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The index built anew by the service that keeps it; here it is asked for and watched. */
final class ReplayIndex {

  private static final String REBUILD = "/api/v1/index/rebuild";
  private static final String KEPT = "/api/v1/index/kept";

  @Option(
      names = "--drop-old",
      required = true,
      description = "Deletes the indices that new ones took the place of.")
  private boolean dropOld;

  @Option(
      names = "--cancel",
      required = true,
      description = "Stops building the index anew, and deletes what was built.")
  private boolean cancel;

  /**
   * @param kafka where the service tells how far it is
   */
  ExitStatus run(
      IndexClient index, KafkaSettings kafka, boolean execute, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    JsonNode state = index.get(REBUILD);
    if (!execute) {
      plan(state, out);
      out.println("nothing was done: add --execute to do it");
      return ExitStatus.OK;
    }
    if (cancel) {
      index.change("DELETE", REBUILD);
      out.println("canceled; the index is the one it was");
      return ExitStatus.OK;
    }
    if (dropOld) {
      JsonNode dropped = index.change("DELETE", KEPT).path("kept");
      dropped.forEach(name -> out.println("dropped " + Printable.of(name.asText())));
      out.println(dropped.size() + " dropped");
      return ExitStatus.OK;
    }
    return build(index, kafka, out, err);
  }

  private void plan(JsonNode state, PrintWriter out) {
    if (isRunning(state)) {
      out.printf(
          "the index is being built anew: %d of %d records are read%n",
          state.path("done").asLong(), state.path("whole").asLong());
    } else if (!dropOld && !cancel) {
      out.println("a new index is built from news.enriched beside the one that is searched;");
      out.println("when it has caught up it takes its place, and the old one is kept");
    }
    for (JsonNode kept : state.path("kept")) {
      out.println(
          (dropOld ? "would be dropped: " : "kept, until --drop-old: ")
              + Printable.of(kept.asText()));
    }
  }

  /** Has it built, or goes on with it, and watches; whoever stops watching stops nothing. */
  ExitStatus build(IndexClient index, KafkaSettings kafka, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    try (ReplayFollower follower = new ReplayFollower(kafka);
        ProgressBar bar = new ProgressBar(err)) {
      JsonNode state = index.get(REBUILD);
      if (!isRunning(state)) {
        state = index.change("POST", REBUILD);
      }
      String id = state.path("replay").asText();
      err.println("copydesk: replay " + id);
      return ended(follower.follow(id, event -> show(event, bar)), out);
    }
  }

  private static void show(ReplayProgress event, ProgressBar bar) {
    String trouble = event.getMessage();
    bar.update(
        ReplayStanding.share(event),
        "%d records read%s"
            .formatted(event.getFed(), trouble == null ? "" : "; " + Printable.of(trouble)));
  }

  private static ExitStatus ended(Optional<ReplayProgress> last, PrintWriter out) {
    if (last.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.UNAVAILABLE,
          "the service has said nothing for %d s: if it was stopped, it goes on when it is started"
                  .formatted(ReplayLog.SILENCE.toSeconds())
              + " again; copydesk replay list shows how it stands");
    }
    ReplayProgress event = last.get();
    switch (event.getState()) {
      case COMPLETED ->
          out.printf(
              "the new index is searched now: %d records were read; the old one is kept until"
                  + " --drop-old%n",
              event.getFed());
      case CANCELED -> out.println("canceled from elsewhere; the index is the one it was");
      case PAUSED ->
          out.printf(
              "paused (%s): copydesk replay resume %s goes on with it%n",
              Printable.of(String.valueOf(event.getMessage())), event.getId());
      case FAILED, RUNNING ->
          throw new CommandFailure(
              ExitStatus.UNAVAILABLE,
              "the index was not built anew (%s): say --execute again to go on with it"
                  .formatted(Printable.of(String.valueOf(event.getMessage()))));
    }
    return ExitStatus.OK;
  }

  private static boolean isRunning(JsonNode state) {
    return state.path("phase").asText().equals("RUNNING");
  }
}

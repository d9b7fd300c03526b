package dev.copydesk.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.ProgressBar;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The index built anew by the service that keeps it; here it is asked for and watched. */
final class ReplayIndex {

  private static final String REBUILD = "/api/v1/index/rebuild";
  private static final String KEPT = "/api/v1/index/kept";
  private static final Duration LOOK = Duration.ofMillis(300);

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

  ExitStatus run(IndexClient index, boolean execute, PrintWriter out, PrintWriter err)
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
    if (!isRunning(state)) {
      index.change("POST", REBUILD);
    }
    return watch(index, out, err);
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

  /** Whoever stops watching stops nothing. */
  private static ExitStatus watch(IndexClient index, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    JsonNode state = index.get(REBUILD);
    try (ProgressBar bar = new ProgressBar(err)) {
      while (isRunning(state)) {
        long whole = state.path("whole").asLong();
        String trouble = state.path("trouble").asText(null);
        bar.update(
            whole == 0 ? 0 : (double) state.path("done").asLong() / whole,
            "%d records read%s"
                .formatted(
                    state.path("done").asLong(),
                    trouble == null ? "" : "; " + Printable.of(trouble)));
        Thread.sleep(LOOK);
        state = index.get(REBUILD);
      }
    }
    switch (state.path("phase").asText()) {
      case "COMPLETED" -> {
        out.printf(
            "the new index is searched now: %d records were read; the old one is kept until"
                + " --drop-old%n",
            state.path("done").asLong());
        return ExitStatus.OK;
      }
      case "CANCELED" -> {
        out.println("canceled from elsewhere; the index is the one it was");
        return ExitStatus.OK;
      }
      default ->
          throw new CommandFailure(
              ExitStatus.UNAVAILABLE,
              "the index was not built anew (%s): say --execute again to go on with it"
                  .formatted(
                      Printable.of(state.path("trouble").asText("the service was stopped"))));
    }
  }

  private static boolean isRunning(JsonNode state) {
    return state.path("phase").asText().equals("RUNNING");
  }
}

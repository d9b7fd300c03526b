package dev.copydesk.index.search;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/** Building the index anew: what changes anything is let through by the server's guard alone. */
final class RebuildRoutes {

  private static final String REBUILD = "/api/v1/index/rebuild";
  private static final String KEPT = "/api/v1/index/kept";

  private final Rebuilding rebuilding;
  private final Answers answers;

  private record Names(List<String> kept) {}

  RebuildRoutes(Rebuilding rebuilding, Answers answers) {
    this.rebuilding = rebuilding;
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put(REBUILD, (_, response) -> answers.send(response, Status.OK_200, rebuilding.state()));
    routes.put(
        KEPT,
        (_, response) ->
            answers.send(response, Status.OK_200, new Names(rebuilding.state().kept())));
  }

  /** Beside those that read. */
  void addChangesTo(HttpRules rules) {
    rules.post(REBUILD, answers.guarded(this::begin));
    rules.delete(REBUILD, answers.guarded(this::cancel));
    rules.delete(
        KEPT,
        answers.guarded(
            (_, response) ->
                answers.send(response, Status.OK_200, new Names(rebuilding.dropKept()))));
  }

  private void begin(ServerRequest request, ServerResponse response) {
    if (rebuilding.begin()) {
      answers.send(response, Status.ACCEPTED_202, rebuilding.state());
    } else {
      answers.send(
          response,
          Status.CONFLICT_409,
          new Answers.Problem(
              "REBUILD_RUNNING",
              "The index is being built anew already",
              "GET " + REBUILD + " says how far it is"));
    }
  }

  private void cancel(ServerRequest request, ServerResponse response) {
    if (rebuilding.cancel()) {
      answers.send(response, Status.OK_200, rebuilding.state());
    } else {
      answers.send(
          response,
          Status.CONFLICT_409,
          new Answers.Problem(
              "NO_REBUILD", "The index is not being built anew", "POST " + REBUILD + " begins it"));
    }
  }
}

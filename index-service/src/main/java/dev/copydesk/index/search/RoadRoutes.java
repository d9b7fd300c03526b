package dev.copydesk.index.search;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way from file to index: where it stands, what became of files, where an article came from.
 */
final class RoadRoutes {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;

  private final Road road;
  private final Answers answers;

  private record Files(List<Road.Receipt> files) {}

  private record Letters(List<Road.Letter> deadLetters) {}

  private record Lineage(String id, List<Road.Revision> revisions) {}

  @FunctionalInterface
  private interface RecordAt {

    Optional<?> at(int partition, long offset);
  }

  RoadRoutes(Road road, Answers answers) {
    this.road = road;
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put(
        "/api/v1/pipeline", (_, response) -> answers.send(response, Status.OK_200, road.state()));
    routes.put(
        "/api/v1/files",
        (request, response) ->
            answers.send(response, Status.OK_200, new Files(road.files(limit(request)))));
    routes.put(
        "/api/v1/dead-letters",
        (request, response) ->
            answers.send(response, Status.OK_200, new Letters(road.deadLetters(limit(request)))));
    routes.put(
        "/api/v1/dead-letters/{partition}/{offset}",
        (request, response) ->
            place(
                request,
                response,
                road::deadLetter,
                "No dead letter lies at this partition and offset",
                "Take both from a letter of /api/v1/dead-letters"));
    routes.put("/api/v1/lineage/{id}", this::lineage);
    routes.put(
        "/api/v1/raw/{partition}/{offset}",
        (request, response) ->
            place(
                request,
                response,
                road::raw,
                "No article lies at this partition and offset of news.raw",
                "Take both from a revision of /api/v1/lineage/{id}"));
  }

  private void lineage(ServerRequest request, ServerResponse response) {
    String id = request.path().pathParameters().get("id");
    answers.send(response, Status.OK_200, new Lineage(id, road.revisions(id)));
  }

  private void place(
      ServerRequest request,
      ServerResponse response,
      RecordAt records,
      String missing,
      String remedy) {
    Optional<?> found;
    try {
      found =
          records.at(
              Integer.parseInt(request.path().pathParameters().get("partition")),
              Long.parseLong(request.path().pathParameters().get("offset")));
    } catch (NumberFormatException _) {
      found = Optional.empty();
    }
    if (found.isPresent()) {
      answers.send(response, Status.OK_200, found.get());
    } else {
      answers.send(
          response, Status.NOT_FOUND_404, new Answers.Problem("NO_SUCH_RECORD", missing, remedy));
    }
  }

  private static int limit(ServerRequest request) {
    return Answers.limit(request, DEFAULT_LIMIT, MAX_LIMIT);
  }
}

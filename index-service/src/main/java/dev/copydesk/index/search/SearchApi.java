package dev.copydesk.index.search;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The API that {@code openapi.json} describes, and the page over it. Every error is {@code {code,
 * message, remedy}}.
 */
public final class SearchApi implements HttpService {

  private final Answers answers = new Answers();
  private final PageFiles page = new PageFiles();
  private final LiveRoutes live;
  private final RebuildRoutes rebuild;
  private final Map<String, Handler> routes = new LinkedHashMap<>();

  public SearchApi(Articles articles, Road road, Rebuilding rebuilding) {
    live = new LiveRoutes(articles, answers);
    new SearchRoutes(articles, answers).addTo(routes);
    new ExportRoutes(articles, answers).addTo(routes);
    new FigureRoutes(articles, answers).addTo(routes);
    new RoadRoutes(road, answers).addTo(routes);
    live.addTo(routes);
    rebuild = new RebuildRoutes(rebuilding, answers);
    rebuild.addTo(routes);
    byte[] description = Answers.resource("openapi.json");
    routes.put(
        "/openapi.json", (_, response) -> Answers.send(response, Status.OK_200, description));
  }

  /** Every path of the API, as the description writes it. */
  public Set<String> paths() {
    return Set.copyOf(routes.keySet());
  }

  @Override
  public void routing(HttpRules rules) {
    // An id may hold slashes, which {+id} lets through.
    routes.forEach(
        (path, handler) -> rules.get(path.replace("{id}", "{+id}"), answers.guarded(handler)));
    rebuild.addChangesTo(rules);
    page.routing(rules);
    rules.get("/api/*", this::nothingHere);
  }

  private void nothingHere(ServerRequest request, ServerResponse response) {
    answers.send(
        response,
        Status.NOT_FOUND_404,
        new Answers.Problem(
            "NO_SUCH_PATH", "The API has no such path", "/openapi.json lists all paths"));
  }

  @Override
  public void afterStop() {
    live.close();
  }
}

package dev.copydesk.index.search;

import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Searching, and one article. */
final class SearchRoutes {

  private static final int DEFAULT_LIMIT = 20;

  private final Articles articles;
  private final Answers answers;

  private enum Fold {
    TRUE,
    FALSE
  }

  SearchRoutes(Articles articles, Answers answers) {
    this.articles = articles;
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put("/api/v1/search", this::search);
    routes.put("/api/v1/articles/{id}", this::article);
  }

  private void search(ServerRequest request, ServerResponse response) {
    Request wanted =
        new Request(
            QueryParser.parse(Answers.parameter(request, "q").orElse("")),
            Answers.choice(request, "sort", Order.BEST),
            Answers.parameter(request, "cursor").map(Cursor::decode),
            Answers.limit(request, DEFAULT_LIMIT, Found.MAX_LIMIT),
            Detail.SHOWN);
    Found found =
        Answers.choice(request, "fold", Fold.TRUE) == Fold.TRUE
            ? Found.folded(articles, wanted)
            : Found.unfolded(articles, wanted);
    answers.send(response, Status.OK_200, found);
  }

  private void article(ServerRequest request, ServerResponse response) {
    switch (articles.article(request.path().pathParameters().get("id"))) {
      case Articles.Kept.Article(String record) ->
          Answers.send(response, Status.OK_200, record.getBytes(StandardCharsets.UTF_8));
      case Articles.Kept.Withdrawn() ->
          answers.send(
              response,
              Status.GONE_410,
              new Answers.Problem(
                  "WITHDRAWN",
                  "The source has withdrawn this article",
                  "Do not publish it; no revision of it is kept here"));
      case Articles.Kept.Nothing() ->
          answers.send(
              response,
              Status.NOT_FOUND_404,
              new Answers.Problem(
                  "NO_SUCH_ARTICLE",
                  "No article has this id",
                  "Take the id from a hit of /api/v1/search"));
    }
  }
}

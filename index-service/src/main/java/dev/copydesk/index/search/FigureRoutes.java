package dev.copydesk.index.search;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A figure followed over time and sources. */
final class FigureRoutes {

  private final FigureSeries series;
  private final Answers answers;

  private enum Format {
    JSON,
    CSV
  }

  FigureRoutes(Articles articles, Answers answers) {
    this.series = new FigureSeries(articles);
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put("/api/v1/numbers/series", this::series);
  }

  private void series(ServerRequest request, ServerResponse response) {
    Figure figure =
        new Figure(
            Answers.parameter(request, "counted"),
            Answers.parameter(request, "countType"),
            Answers.parameter(request, "unit"));
    if (figure.counted().or(figure::countType).or(figure::unit).isEmpty()) {
      throw new BadRequestException(
          "NO_FIGURE",
          "It is not said which number to follow",
          "Give counted=people, countType=KILL or unit=USD, with q= for the topic");
    }
    Format format = Answers.choice(request, "format", Format.JSON);
    FigureSeries.Series found =
        series.of(QueryParser.parse(Answers.parameter(request, "q").orElse("")), figure);
    if (format == Format.JSON) {
      answers.send(response, Status.OK_200, found);
      return;
    }
    StringBuilder csv =
        new StringBuilder(
            Csv.line(
                "time",
                "value",
                "valueEnd",
                "comparator",
                "unit",
                "counted",
                "countType",
                "publisher",
                "place",
                "saidBy",
                "sentence",
                "article",
                "headline",
                "copies"));
    for (Point point : found.points()) {
      csv.append(
          Csv.line(
              point.time(),
              point.value(),
              point.valueEnd(),
              point.comparator(),
              point.unit(),
              point.counted(),
              point.countType(),
              point.publisher(),
              point.place(),
              point.saidBy(),
              point.sentence(),
              point.article().id(),
              point.article().headline(),
              point.copies().stream().map(Point.Article::id).collect(Collectors.joining(" "))));
    }
    response
        .header(Answers.NOT_KEPT)
        .header(HeaderNames.CONTENT_TYPE, "text/csv;charset=utf-8")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"series.csv\"")
        .send(csv.toString().getBytes(StandardCharsets.UTF_8));
  }
}

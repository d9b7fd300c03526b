package dev.copydesk.index.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows a figure through the articles: who gave which value when. */
final class FigureSeries {

  /** Articles looked through; nobody looks at a series over more. */
  static final int MOST_ARTICLES = 1_000;

  private static final int PAGE = 200;

  /** Beyond that it is no number that anybody plots; keeps arithmetic bounded. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

  private final Articles articles;

  /**
   * @param articles how many were looked through
   * @param complete false where there were more than that
   * @param points in order of time, those without a time last
   * @param disagreements of each day the points, by index, that cannot all be true
   */
  record Series(
      int articles, boolean complete, List<Point> points, List<Disagreement> disagreements) {}

  record Disagreement(String day, List<Integer> points) {}

  /** A story that was told, and the id of the first article that told it, whose points are kept. */
  private record Told(long fingerprint, String original) {}

  FigureSeries(Articles articles) {
    this.articles = articles;
  }

  Series of(NewsQuery topic, Figure figure) {
    NewsQuery query = new NewsQuery.AllOf(List.of(topic, figure.query()));
    List<Hit> hits = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    do {
      Articles.Page page =
          articles.search(new Request(query, Order.OLDEST, next, PAGE, Detail.RECORDS));
      hits.addAll(page.hits());
      next = page.next();
    } while (next.isPresent() && hits.size() < MOST_ARTICLES);
    List<Point> points = new ArrayList<>();
    Map<String, List<Integer>> pointsOf = new HashMap<>();
    List<Told> told = new ArrayList<>();
    for (Hit hit : hits) {
      String original =
          told.stream()
              .filter(other -> Fingerprint.areCopies(other.fingerprint(), hit.fingerprint()))
              .findFirst()
              .map(Told::original)
              .orElse(hit.id());
      told.add(new Told(hit.fingerprint(), original));
      List<Integer> known = pointsOf.computeIfAbsent(original, _ -> new ArrayList<>());
      for (Point point : points(hit, figure)) {
        join(point, points, known);
      }
    }
    points.sort(
        Comparator.comparing(Point::millis, Comparator.nullsLast(Comparator.naturalOrder())));
    return new Series(hits.size(), next.isEmpty(), points, disagreements(points));
  }

  /** What an article says twice is one point, and so is what its copies say. */
  private static void join(Point point, List<Point> points, List<Integer> known) {
    for (int index : known) {
      Point before = points.get(index);
      boolean sameArticle = before.article().id().equals(point.article().id());
      if (before.says(point) || !sameArticle && tellsTheSame(before, point)) {
        if (!sameArticle) {
          List<Point.Article> copies = new ArrayList<>(before.copies());
          copies.add(point.article());
          points.set(index, before.with(copies.stream().distinct().toList()));
        }
        return;
      }
    }
    known.add(points.size());
    points.add(point);
  }

  /** A copy may have been published later, and so be of another time. */
  private static boolean tellsTheSame(Point before, Point copy) {
    return before.value().equals(copy.value())
        && before.comparator().equals(copy.comparator())
        && before.sentence().equals(copy.sentence());
  }

  private static List<Point> points(Hit hit, Figure figure) {
    JsonNode record = hit.record();
    Map<Integer, JsonNode> claims = new HashMap<>();
    record.path("claims").forEach(claim -> claims.putIfAbsent(claim.path("number").asInt(), claim));
    List<Point> points = new ArrayList<>();
    JsonNode numbers = record.path("numbers");
    for (int i = 0; i < numbers.size(); i++) {
      JsonNode number = numbers.get(i);
      JsonNode claim = claims.getOrDefault(i, MissingNode.getInstance());
      if (figure.isOf(number, claim) && isDecimal(number.path("value"))) {
        points.add(point(hit, number, claim));
      }
    }
    return points;
  }

  private static boolean isDecimal(JsonNode value) {
    return value.isTextual() && DECIMAL.matcher(value.textValue()).matches();
  }

  private static Point point(Hit hit, JsonNode number, JsonNode claim) {
    JsonNode record = hit.record();
    String field = number.path("field").asText().equals("HEADLINE") ? "headline" : "text";
    String text = record.path(field).asText();
    int start = number.path("start").asInt();
    int end = number.path("end").asInt();
    int[] sentence = sentence(text, start, end);
    String published = record.path("published").path("value").textValue();
    String asOf = claim.path("asOf").textValue();
    // The day of publication says less than its hour.
    String time =
        asOf == null || published != null && published.startsWith(asOf) ? published : asOf;
    Point.Article article =
        new Point.Article(hit.id(), record.path("headline").textValue(), hit.publisher());
    JsonNode valueEnd = number.path("valueEnd");
    return new Point(
        number.path("value").asText(),
        isDecimal(valueEnd) ? valueEnd.textValue() : null,
        number.path("comparator").asText(),
        number.path("unit").textValue(),
        number.path("counted").path("text").textValue(),
        claim.path("countType").textValue(),
        time,
        time == null ? null : Published.parse(time).map(p -> p.from().toEpochMilli()).orElse(null),
        asOf,
        published,
        article.publisher(),
        claim.path("place").path("text").textValue(),
        saidBy(claim.path("attribution")),
        text.substring(sentence[0], sentence[1]),
        start - sentence[0],
        end - sentence[0],
        article,
        List.of());
  }

  private static @Nullable String saidBy(JsonNode attribution) {
    String text = attribution.path("text").asText();
    return text.isEmpty() ? null : text;
  }

  /** The sentence around the number, within its paragraph. */
  private static int[] sentence(String text, int start, int end) {
    int from = text.lastIndexOf("\n\n", start) < 0 ? 0 : text.lastIndexOf("\n\n", start) + 2;
    int until = text.indexOf("\n\n", end) < 0 ? text.length() : text.indexOf("\n\n", end);
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    sentences.setText(text.substring(from, until));
    int first = start == from ? 0 : sentences.preceding(start - from + 1);
    int last = sentences.following(Math.max(0, end - 1 - from));
    int sentenceStart = from + Math.max(0, first);
    int sentenceEnd = last == BreakIterator.DONE ? until : from + last;
    while (sentenceEnd > end && Character.isWhitespace(text.charAt(sentenceEnd - 1))) {
      sentenceEnd--;
    }
    return new int[] {sentenceStart, sentenceEnd};
  }

  private static List<Disagreement> disagreements(List<Point> points) {
    Map<String, List<Integer>> byDay = new TreeMap<>();
    for (int i = 0; i < points.size(); i++) {
      String time = points.get(i).time();
      if (points.get(i).millis() != null && time != null && time.length() >= 10) {
        byDay.computeIfAbsent(time.substring(0, 10), _ -> new ArrayList<>()).add(i);
      }
    }
    List<Disagreement> disagreements = new ArrayList<>();
    byDay.forEach(
        (day, indices) -> {
          List<Integer> disputed =
              indices.stream()
                  .filter(i -> indices.stream().anyMatch(j -> !points.get(i).agrees(points.get(j))))
                  .toList();
          if (!disputed.isEmpty()) {
            disagreements.add(new Disagreement(day, disputed));
          }
        });
    return disagreements;
  }
}

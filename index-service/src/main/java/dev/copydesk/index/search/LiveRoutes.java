package dev.copydesk.index.search;

import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events ({@code text/event-stream} of the HTML standard): {@code event: found} with
 * how many articles match, at once and whenever that may have changed.
 */
final class LiveRoutes implements AutoCloseable {

  /** Each listener holds a connection and asks the index twice a second whether it changed. */
  private static final int MOST_LISTENERS = 64;

  private static final Duration LOOK = Duration.ofMillis(500);

  /** So that a connection that broke silently is let go. */
  private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 30;

  private final Articles articles;
  private final Answers answers;
  private final Semaphore listeners = new Semaphore(MOST_LISTENERS);
  private final CountDownLatch closing = new CountDownLatch(1);

  private record Found(long total, long generation) {}

  LiveRoutes(Articles articles, Answers answers) {
    this.articles = articles;
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put("/api/v1/live", this::live);
  }

  private void live(ServerRequest request, ServerResponse response) {
    NewsQuery query = QueryParser.parse(Answers.parameter(request, "q").orElse(""));
    if (!listeners.tryAcquire()) {
      answers.send(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          new Answers.Problem(
              "TOO_MANY_LISTENERS",
              MOST_LISTENERS + " already listen",
              "Ask /api/v1/search now and then instead"));
      return;
    }
    try {
      long generation = articles.generation();
      Found found = count(query, generation);
      response
          .header(Answers.NOT_KEPT)
          .header(HeaderNames.CONTENT_TYPE, "text/event-stream;charset=utf-8");
      try (OutputStream out = response.outputStream()) {
        tell(out, found);
        for (int quiet = 1; !closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); quiet++) {
          long now = articles.generation();
          if (now != generation) {
            generation = now;
            tell(out, count(query, generation));
            quiet = 0;
          } else if (quiet % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0) {
            send(out, ":\n\n");
          }
        }
      }
    } catch (IOException | UncheckedIOException _) {
      // Whoever listened has gone; that is how every listening ends.
    } catch (Articles.UnavailableException e) {
      if (!response.isSent()) {
        throw e;
      }
      // The stream ends, and whoever listened comes again.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.release();
    }
  }

  private Found count(NewsQuery query, long generation) {
    return new Found(
        articles
            .search(new Request(query, Order.NEWEST, Optional.empty(), 1, Detail.SHOWN))
            .total(),
        generation);
  }

  private void tell(OutputStream out, Found found) throws IOException {
    send(
        out,
        "event: found\nid: %d\ndata: %s\n\n"
            .formatted(found.generation(), answers.json().writeValueAsString(found)));
  }

  private static void send(OutputStream out, String event) throws IOException {
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closing.countDown();
  }
}

package dev.copydesk.index.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How every route reads its parameters and answers, errors included. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json;charset=utf-8");
  static final Header NOT_KEPT = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

  private final ObjectMapper json = new ObjectMapper();

  record Problem(String code, String message, String remedy) {}

  ObjectMapper json() {
    return json;
  }

  /** Answers what the handler throws as errors are answered. */
  Handler guarded(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (BadRequestException e) {
        send(
            response,
            Status.BAD_REQUEST_400,
            new Problem(e.code(), String.valueOf(e.getMessage()), e.remedy()));
      } catch (Articles.NotKeptException e) {
        send(
            response,
            Status.NOT_IMPLEMENTED_501,
            new Problem(
                "NO_INDEX",
                String.valueOf(e.getMessage()),
                "Ask an instance whose index.sink is lucene or opensearch"));
      } catch (Articles.UnavailableException e) {
        LOG.warn("event=search-unavailable", e);
        send(
            response,
            Status.SERVICE_UNAVAILABLE_503,
            new Problem(
                "INDEX_UNAVAILABLE",
                "The index cannot be read now",
                "Ask again in a moment; /health/readyz says what is wrong"));
      } catch (Road.UnavailableException e) {
        LOG.warn("event=road-unavailable", e);
        send(
            response,
            Status.SERVICE_UNAVAILABLE_503,
            new Problem(
                "BROKERS_UNAVAILABLE",
                "The brokers do not answer now",
                "Ask again in a moment; /health/readyz says what is wrong"));
      }
    };
  }

  void send(ServerResponse response, Status status, Object body) {
    try {
      send(response, status, json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void send(ServerResponse response, Status status, byte[] json) {
    response.status(status).header(JSON).header(NOT_KEPT).send(json);
  }

  /** Empty where it is not given or blank. */
  static Optional<String> parameter(ServerRequest request, String name) {
    return request
        .query()
        .first(name)
        .asOptional()
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  static int limit(ServerRequest request, int fallback, int most) {
    Optional<String> given = parameter(request, "limit");
    if (given.isEmpty()) {
      return fallback;
    }
    try {
      int limit = Integer.parseInt(given.get());
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Refused below like any number out of range.
    }
    throw new BadRequestException(
        "BAD_LIMIT",
        "The limit is not a whole number from 1 to " + most,
        "Give such a number, or leave limit out for " + fallback);
  }

  /** One of the enum's names in lower case. */
  static <E extends Enum<E>> E choice(ServerRequest request, String name, E fallback) {
    Optional<String> given = parameter(request, name);
    if (given.isEmpty()) {
      return fallback;
    }
    Map<String, E> choices = new LinkedHashMap<>();
    for (E choice : fallback.getDeclaringClass().getEnumConstants()) {
      choices.put(choice.name().toLowerCase(Locale.ROOT), choice);
    }
    E choice = choices.get(given.get());
    if (choice == null) {
      throw new BadRequestException(
          "BAD_" + name.toUpperCase(Locale.ROOT),
          "\"%s\" is no value of %s".formatted(given.get(), name),
          "Give one of " + String.join(", ", choices.keySet()));
    }
    return choice;
  }

  static byte[] resource(String path) {
    try (InputStream stream = Answers.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException(path + " is missing from the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

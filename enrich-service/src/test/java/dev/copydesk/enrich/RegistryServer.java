package dev.copydesk.enrich;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.copydesk.schema.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Speaks the two calls of a schema registry that the topology makes, over real HTTP. */
final class RegistryServer implements AutoCloseable {

  private final HttpServer server;
  private final List<Schema> schemas = new ArrayList<>();
  private final List<String> subjects = new ArrayList<>();
  private final Map<Integer, Schema> others = new ConcurrentHashMap<>();
  private volatile boolean down;

  RegistryServer(Topics topics) {
    topics.all().stream()
        .filter(topic -> topic.hasRegisteredSchema())
        .forEach(
            topic -> {
              subjects.add(topic.valueSubject());
              schemas.add(topic.value());
            });
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/subjects/", this::id);
    server.createContext("/schemas/ids/", this::schema);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Knows from now on a schema that another release wrote with. */
  void know(int id, Schema schema) {
    others.put(id, schema);
  }

  /** From now on, or no more, it answers 503. */
  void down(boolean down) {
    this.down = down;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void id(HttpExchange exchange) throws IOException {
    String subject = exchange.getRequestURI().getPath().split("/")[2];
    answer(exchange, 200, "{\"id\":%d}".formatted(subjects.indexOf(subject) + 1));
  }

  private void schema(HttpExchange exchange) throws IOException {
    int id = Integer.parseInt(exchange.getRequestURI().getPath().split("/")[3]);
    boolean current = id >= 1 && id <= schemas.size();
    Schema found = current ? schemas.get(id - 1) : others.get(id);
    if (found == null) {
      answer(exchange, 404, "{\"error_code\":40403}");
    } else {
      String schema = found.toString().replace("\\", "\\\\").replace("\"", "\\\"");
      answer(exchange, 200, "{\"schema\":\"%s\"}".formatted(schema));
    }
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(down ? 503 : status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}

package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * In front of a real node: keeps some items of a bulk, or all of it, from it, as a node does whose
 * queue is full. What it lets through the node answers itself.
 */
final class RejectingProxy implements AutoCloseable {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI node;
  private final HttpServer server;
  private final AtomicInteger bulks = new AtomicInteger();
  private final AtomicInteger items = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();
  private volatile IntPredicate wholes = _ -> false;
  private volatile IntPredicate parts = _ -> false;

  RejectingProxy(URI node) {
    this.node = node;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Rejects those bulks and those items whose number, counted from 1, says so. */
  void reject(IntPredicate wholes, IntPredicate parts) {
    this.wholes = wholes;
    this.parts = parts;
  }

  int rejected() {
    return rejected.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestURI().getPath().endsWith("/_bulk")) {
        HttpResponse<byte[]> answer = forward(exchange, body);
        answer(exchange, answer.statusCode(), answer.body());
      } else if (wholes.test(bulks.incrementAndGet())) {
        rejected.incrementAndGet();
        answer(exchange, 429, error().toString().getBytes(StandardCharsets.UTF_8));
      } else {
        bulk(exchange, new String(body, StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bulk(HttpExchange exchange, String body) throws IOException, InterruptedException {
    List<String> lines = body.lines().toList();
    StringBuilder let = new StringBuilder();
    List<Boolean> isLet = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      boolean reject = parts.test(items.incrementAndGet());
      isLet.add(!reject);
      if (!reject) {
        let.append(lines.get(i)).append('\n').append(lines.get(i + 1)).append('\n');
      }
    }
    JsonNode answered = json.createObjectNode();
    if (!let.isEmpty()) {
      HttpResponse<byte[]> answer =
          forward(exchange, let.toString().getBytes(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        answer(exchange, answer.statusCode(), answer.body());
        return;
      }
      answered = json.readTree(answer.body());
    }
    ObjectNode merged = json.createObjectNode().put("errors", true);
    ArrayNode all = merged.putArray("items");
    int next = 0;
    for (boolean wasLet : isLet) {
      if (wasLet) {
        all.add(answered.path("items").path(next++));
      } else {
        rejected.incrementAndGet();
        all.addObject().set("index", error());
      }
    }
    answer(exchange, 200, json.writeValueAsBytes(merged));
  }

  private ObjectNode error() {
    ObjectNode error = json.createObjectNode().put("status", 429);
    error
        .putObject("error")
        .put("type", "rejected_execution_exception")
        .put("reason", "rejected execution of coordinating operation");
    return error;
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}

package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.opensearch.Connection.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes documents and looks at what became of each: one written is told from one that is no news,
 * one that can never be written from one to try again. Only the last are sent again, each time
 * later; where none of them is taken for some seconds, the whole sink counts as down.
 */
final class Bulk {

  private static final Logger LOG = LoggerFactory.getLogger(Bulk.class);

  /** A body of more is sent in parts; OpenSearch takes 100 MB, what stands before it often less. */
  private static final int BODY_BYTES = 5 * 1024 * 1024;

  private static final int ATTEMPTS = 7;
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);

  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private static final Pattern FIELD = Pattern.compile("field \\[([\\w.]{1,60})\\]");

  private final Connection connection;
  private final String alias;

  /**
   * @param alias written to; nothing is written where it names no index
   */
  Bulk(Connection connection, String alias) {
    this.connection = connection;
    this.alias = alias;
  }

  /**
   * A document to write unless one of this version or higher is there.
   *
   * @param orEqual whether it takes the place of one of the same version
   */
  record Item(String id, long version, boolean orEqual, JsonNode document) {

    byte[] lines() throws IOException {
      ByteArrayOutputStream lines = new ByteArrayOutputStream(4096);
      var action = Connection.JSON.createObjectNode();
      action
          .putObject("index")
          .put("_id", id)
          .put("version", version)
          .put("version_type", orEqual ? "external_gte" : "external");
      lines.write(Connection.JSON.writeValueAsBytes(action));
      lines.write('\n');
      lines.write(Connection.JSON.writeValueAsBytes(document));
      lines.write('\n');
      return lines.toByteArray();
    }
  }

  /** What became of an item. */
  sealed interface Outcome {
    record Written() implements Outcome {}

    /** Something as new was there. */
    record Late() implements Outcome {}

    /** No waiting makes it acceptable. */
    record Refused(String reason) implements Outcome {}
  }

  private record Sent(int index, byte[] lines) {}

  /**
   * Writes all that can be written.
   *
   * @return what became of each, in order
   * @throws SinkUnavailableException if the cluster does not take what it could take
   * @throws IOException if no node answers
   */
  List<Outcome> write(List<Item> items) throws IOException {
    Outcome[] outcomes = new Outcome[items.size()];
    List<Sent> part = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < items.size(); i++) {
      byte[] lines = items.get(i).lines();
      if (!part.isEmpty() && bytes + lines.length > BODY_BYTES) {
        send(part, outcomes);
        part.clear();
        bytes = 0;
      }
      part.add(new Sent(i, lines));
      bytes += lines.length;
    }
    send(part, outcomes);
    return List.of(outcomes);
  }

  private void send(List<Sent> part, Outcome[] outcomes) throws IOException {
    List<Sent> waiting = List.copyOf(part);
    Duration wait = FIRST_WAIT;
    String trouble = "";
    for (int attempt = 0; !waiting.isEmpty(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new SinkUnavailableException(
            "OpenSearch does not take %d documents now (%s)".formatted(waiting.size(), trouble));
      }
      if (attempt > 0) {
        LOG.info(
            "event=bulk-again documents={} attempt={} cause=\"{}\"",
            waiting.size(),
            attempt,
            trouble);
        LockSupport.parkNanos(wait.toNanos());
        wait = wait.multipliedBy(2);
      }
      Answer answer = connection.bulk("/" + alias + "/_bulk", QUERY, body(waiting));
      if (answer.isSuccess()) {
        Sorted sorted = sort(waiting, answer.body(), outcomes);
        if (sorted.again().size() < waiting.size()) {
          // A cluster that takes some is up.
          attempt = 0;
          wait = FIRST_WAIT;
        }
        waiting = sorted.again();
        trouble = sorted.trouble();
      } else if (answer.status() == BAD_REQUEST || answer.status() == TOO_LARGE) {
        divide(waiting, answer, outcomes);
        return;
      } else if (answer.status() == TOO_MANY || answer.status() >= SERVER_ERROR) {
        trouble = answer.error();
      } else {
        throw new SinkUnavailableException("OpenSearch refuses to write: " + answer.error());
      }
    }
  }

  private static final Map<String, String> QUERY =
      Map.of(
          "require_alias",
          "true",
          "filter_path",
          "errors,items.*.status,items.*.error.type,items.*.error.reason,error,status");

  /** Where the request as a whole is refused, halves of it find out for which document. */
  private void divide(List<Sent> part, Answer answer, Outcome[] outcomes) throws IOException {
    if (part.size() == 1) {
      outcomes[part.getFirst().index()] =
          new Outcome.Refused("OpenSearch refuses the request: " + answer.error());
      return;
    }
    send(part.subList(0, part.size() / 2), outcomes);
    send(part.subList(part.size() / 2, part.size()), outcomes);
  }

  private record Sorted(List<Sent> again, String trouble) {}

  private static Sorted sort(List<Sent> sent, JsonNode answer, Outcome[] outcomes) {
    JsonNode items = answer.path("items");
    if (items.size() != sent.size()) {
      throw new SinkUnavailableException(
          "OpenSearch answered for %d documents of %d".formatted(items.size(), sent.size()));
    }
    List<Sent> again = new ArrayList<>();
    String trouble = "";
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i).path("index");
      Optional<Outcome> outcome = outcome(item);
      if (outcome.isPresent()) {
        outcomes[sent.get(i).index()] = outcome.get();
      } else {
        again.add(sent.get(i));
        trouble = new Answer(item.path("status").asInt(), item).error();
      }
    }
    return new Sorted(again, trouble);
  }

  /** Empty where it is to be tried again. */
  private static Optional<Outcome> outcome(JsonNode item) {
    int status = item.path("status").asInt();
    if (status / 100 == 2) {
      return Optional.of(new Outcome.Written());
    }
    String type = item.path("error").path("type").asText();
    if (status == CONFLICT) {
      return Optional.of(new Outcome.Late());
    }
    // A block, as of a disk that is full, is said with 403 or 429.
    if (status == TOO_MANY || status >= SERVER_ERROR || type.equals("cluster_block_exception")) {
      return Optional.empty();
    }
    if (status == BAD_REQUEST || status == TOO_LARGE) {
      return Optional.of(
          new Outcome.Refused(
              "OpenSearch cannot keep it: " + type + field(item.path("error").path("reason"))));
    }
    // Of the index as a whole, such as that it is gone.
    throw new SinkUnavailableException("OpenSearch has nowhere to write: " + type);
  }

  /** The field that a reason names; the rest of it may quote the article. */
  private static String field(JsonNode reason) {
    Matcher field = FIELD.matcher(reason.asText());
    return field.find() ? " at field " + field.group(1) : "";
  }

  private static byte[] body(List<Sent> part) {
    ByteArrayOutputStream body =
        new ByteArrayOutputStream(part.stream().mapToInt(sent -> sent.lines().length).sum());
    part.forEach(sent -> body.writeBytes(sent.lines()));
    return body.toByteArray();
  }
}

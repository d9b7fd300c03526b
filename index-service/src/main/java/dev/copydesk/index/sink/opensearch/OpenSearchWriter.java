package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Position.TopicIdentity;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.opensearch.Bulk.Item;
import dev.copydesk.index.sink.opensearch.Bulk.Outcome;
import dev.copydesk.index.sink.opensearch.Connection.Answer;
import dev.copydesk.index.sink.opensearch.Documents.State;
import dev.copydesk.index.sink.opensearch.Indices.Current;
import dev.copydesk.index.sink.opensearch.Indices.Role;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index of an OpenSearch cluster as it is written to.
 *
 * <p>The sequence is the document's external version, so the cluster itself drops what is late,
 * whoever sends it. How far a partition was read lies in the index it was read into, as one more
 * document: who deletes the index deletes that too, and it is built anew from the topic. What was
 * applied cannot be undone; when it is read again it is no news.
 */
final class OpenSearchWriter implements Sink {

  private static final int MOST_PARTITIONS = 10_000;

  private final Connection connection;
  private final Indices indices;
  private final Role role;
  private final Bulk bulk;
  private @Nullable String index;
  private @Nullable Position reached;

  /**
   * Asks nothing of the cluster yet, which may be down.
   *
   * @param role which of the indices is written to
   */
  OpenSearchWriter(Connection connection, Indices indices, Role role) {
    this.connection = connection;
    this.indices = indices;
    this.role = role;
    bulk = new Bulk(connection, indices.writeAlias(role));
  }

  /** A successor is built by one instance, which reads every partition. */
  @Override
  public boolean isShared() {
    return role == Role.IN_USE;
  }

  @Override
  public Optional<Position> position() {
    return asking(
        () -> {
          Current current = indices.current(role);
          Position applied = current.name().equals(index) ? reached : null;
          index = current.name();
          reached = applied;
          return current.ofThisFormat()
              ? merged(kept(current.name()), applied)
              // Of a topic that no index of this format was made from: the reader begins anew.
              : Optional.of(new Position(new TopicIdentity("", "", ""), Map.of(), Instant.EPOCH));
        });
  }

  private static Optional<Position> merged(Optional<Position> kept, @Nullable Position applied) {
    if (applied == null || kept.isEmpty()) {
      return Optional.ofNullable(applied).or(() -> kept);
    }
    Map<Integer, Long> next = new HashMap<>(kept.get().nextOffsets());
    // Another instance may have read on where this one left off.
    applied.nextOffsets().forEach((partition, offset) -> next.merge(partition, offset, Math::max));
    return Optional.of(new Position(applied.topic(), next, kept.get().asOf()));
  }

  private Optional<Position> kept(String name) throws IOException {
    Indices.expect(refreshed(name), "refresh the index");
    ObjectNode search = Connection.JSON.createObjectNode().put("size", MOST_PARTITIONS);
    search.putObject("query").putObject("term").put("generation", name);
    Answer found =
        Indices.expect(
            connection.post("/" + name + "/_search", Map.of(), search), "say what it has read");
    TopicIdentity topic = null;
    Map<Integer, Long> next = new HashMap<>();
    Instant asOf = Instant.MAX;
    for (JsonNode hit : found.body().path("hits").path("hits")) {
      JsonNode position = hit.path("_source").path("position");
      topic = Documents.topic(position);
      next.put(position.path("partition").asInt(), position.path("next").asLong());
      Instant time = Instant.parse(position.path("asOf").asText());
      asOf = time.isBefore(asOf) ? time : asOf;
    }
    return topic == null ? Optional.empty() : Optional.of(new Position(topic, next, asOf));
  }

  private Answer refreshed(String name) throws IOException {
    return connection.post("/" + name + "/_refresh", Map.of(), Connection.JSON.createObjectNode());
  }

  @Override
  public Applied apply(List<Change> changes, Position position) {
    return asking(
        () -> {
          if (index == null) {
            index = indices.current(role).name();
          }
          Applying applying = new Applying();
          for (int i = 0; i < changes.size(); i++) {
            applying.add(i, changes.get(i));
          }
          applying.flush();
          reached = position;
          return applying.applied();
        });
  }

  /** A batch on its way. A tombstone must see what the changes before it left. */
  private final class Applying {

    private final List<Item> upserts = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final Map<String, Change.Tombstone> tombstones = new HashMap<>();
    private final List<Applied.Refused> refused = new ArrayList<>();
    private int indexed;
    private int withdrawn;
    private int deleted;
    private int late;

    void add(int i, Change change) throws IOException {
      switch (change) {
        case Change.Tombstone tombstone -> {
          flushUpserts();
          tombstones.put(Documents.id(tombstone.id()), tombstone);
        }
        case Change.Upsert(EnrichedArticle article, _) when article.getSequence() < 0 ->
            refused.add(
                new Applied.Refused(i, "NOT_INDEXABLE", "Its sequence is less than nothing"));
        case Change.Upsert(EnrichedArticle article, long offset) -> {
          flushTombstones();
          upserts.add(
              new Item(
                  Documents.id(article.getId()),
                  article.getSequence(),
                  false,
                  article.getStatus() == ArticleStatus.USABLE
                      ? Documents.of(article, offset)
                      : Documents.marker(
                          article.getId(), article.getSequence(), offset, State.CANCELED)));
          indexes.add(i);
        }
      }
    }

    void flush() throws IOException {
      flushUpserts();
      flushTombstones();
    }

    private void flushUpserts() throws IOException {
      if (upserts.isEmpty()) {
        return;
      }
      List<Outcome> outcomes = bulk.write(upserts);
      for (int i = 0; i < outcomes.size(); i++) {
        boolean usable = upserts.get(i).document().has("record");
        switch (outcomes.get(i)) {
          case Outcome.Written() when usable -> indexed++;
          case Outcome.Written() -> withdrawn++;
          case Outcome.Late() -> late++;
          case Outcome.Refused(String reason) ->
              refused.add(new Applied.Refused(indexes.get(i), "NOT_INDEXABLE", reason));
        }
      }
      upserts.clear();
      indexes.clear();
    }

    /**
     * Hides what is known of the ids, unless the topic says it after the tombstone: that was read
     * before, and this is read again. The marker takes the place of just what was seen, since
     * anything newer has a higher version.
     */
    private void flushTombstones() throws IOException {
      if (tombstones.isEmpty()) {
        return;
      }
      List<Item> markers = new ArrayList<>();
      for (JsonNode found : lookUp(List.copyOf(tombstones.keySet()))) {
        Change.Tombstone tombstone = tombstones.get(found.path("_id").asText());
        JsonNode known = found.path("_source");
        if (!found.path("found").asBoolean() || tombstone == null) {
          deleted++;
        } else if (known.path("offset").asLong() > tombstone.offset()) {
          late++;
        } else {
          markers.add(
              new Item(
                  found.path("_id").asText(),
                  found.path("_version").asLong(),
                  true,
                  Documents.marker(
                      tombstone.id(),
                      found.path("_version").asLong(),
                      tombstone.offset(),
                      State.DELETED)));
        }
      }
      for (Outcome outcome : bulk.write(markers)) {
        if (outcome instanceof Outcome.Written) {
          deleted++;
        } else {
          late++;
        }
      }
      tombstones.clear();
    }

    Applied applied() {
      return new Applied(indexed, withdrawn, deleted, late, refused);
    }
  }

  private JsonNode lookUp(List<String> ids) throws IOException {
    ObjectNode request = Connection.JSON.createObjectNode();
    ids.forEach(request.putArray("ids")::add);
    Answer answer =
        Indices.expect(
            connection.post(
                "/" + indices.writeAlias(role) + "/_mget", Map.of("_source", "offset"), request),
            "look documents up");
    for (JsonNode document : answer.body().path("docs")) {
      if (document.has("error")) {
        throw new SinkUnavailableException(
            "OpenSearch did not look a document up: "
                + document.path("error").path("type").asText());
      }
    }
    return answer.body().path("docs");
  }

  @Override
  public void commit() {
    doing(
        () -> {
          Position position = reached;
          String written = index;
          if (position == null || written == null) {
            return;
          }
          // Whoever emptied the index meanwhile emptied it of what was applied here, too.
          if (!indices.written(role).equals(Optional.of(written))) {
            throw new SinkUnavailableException("The index " + written + " is no longer in use");
          }
          List<Item> items = new ArrayList<>();
          position
              .nextOffsets()
              .forEach(
                  (partition, next) ->
                      items.add(Documents.position(written, position, partition, next)));
          for (Outcome outcome : bulk.write(items)) {
            if (outcome instanceof Outcome.Refused(String reason)) {
              throw new SinkUnavailableException("The position was not kept: " + reason);
            }
          }
        });
  }

  @Override
  public void clear() {
    doing(
        () -> {
          index = indices.renew(role);
          reached = null;
        });
  }

  /** Lets everything applied until now be found. */
  void refresh() {
    doing(() -> Indices.expect(refreshed(indices.current(role).name()), "refresh the index"));
  }

  /** The connection is others' too. */
  @Override
  public void close() {
    index = null;
    reached = null;
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private interface Deed {
    void run() throws IOException;
  }

  private void doing(Deed deed) {
    var _ =
        asking(
            () -> {
              deed.run();
              return true;
            });
  }

  /** After any trouble it is asked anew what index there is and how far it reaches. */
  private <T> T asking(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      index = null;
      reached = null;
      throw new SinkUnavailableException("OpenSearch does not answer: " + e, e);
    } catch (SinkUnavailableException e) {
      index = null;
      reached = null;
      throw e;
    }
  }
}

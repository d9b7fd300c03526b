package dev.copydesk.index.sink.opensearch;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.index.sink.opensearch.Indices.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index of an OpenSearch cluster, for any number of instances. A successor is an index of its
 * own under an alias of its own, built by whichever instance was asked; it takes over by one move
 * of the aliases.
 */
public final class OpenSearchSink implements Sink, Succession {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSearchSink.class);

  private final Connection connection;
  private final Indices indices;
  private final OpenSearchWriter used;
  private final OpenSearchWriter successor;
  private final OpenSearchArticles articles;

  /**
   * Asks nothing of the cluster yet, which may be down.
   *
   * @param refreshEvery how soon what was applied can be found
   */
  public OpenSearchSink(OpenSearchSettings settings, Duration refreshEvery) {
    connection = new Connection(settings);
    indices = new Indices(connection, settings, refreshEvery);
    used = new OpenSearchWriter(connection, indices, Role.IN_USE);
    successor = new OpenSearchWriter(connection, indices, Role.SUCCESSOR);
    articles = new OpenSearchArticles(connection, indices.readAlias());
  }

  /** What can be found in the index. */
  public Articles articles() {
    return articles;
  }

  @Override
  public boolean isShared() {
    return used.isShared();
  }

  @Override
  public Optional<Position> position() {
    return used.position();
  }

  @Override
  public Applied apply(List<Change> changes, Position reached) {
    try {
      return used.apply(changes, reached);
    } catch (SinkUnavailableException e) {
      endForgottenHold(e);
      throw e;
    }
  }

  /**
   * An index is held for far less time than writing is tried again for: whoever held it so long was
   * killed meanwhile, and may never come back.
   */
  private void endForgottenHold(SinkUnavailableException trouble) {
    try {
      if (begun().isPresent()) {
        LOG.info("event=index-released cause={}", trouble.toString());
        release();
      }
    } catch (SinkUnavailableException e) {
      trouble.addSuppressed(e);
    }
  }

  @Override
  public void commit() {
    used.commit();
  }

  @Override
  public void clear() {
    used.clear();
  }

  @Override
  public Optional<String> begun() {
    return asking(() -> indices.written(Role.SUCCESSOR));
  }

  @Override
  public Optional<String> tookOver() {
    return asking(() -> indices.written(Role.IN_USE));
  }

  @Override
  public Sink successor() {
    successor.close();
    // Makes it where there is none.
    var _ = successor.position();
    return successor;
  }

  @Override
  public void hold() {
    doing(indices::letNobodyWrite);
  }

  @Override
  public void release() {
    doing(indices::letWrite);
  }

  @Override
  public void takeOver() {
    successor.commit();
    successor.refresh();
    doing(indices::takeOver);
  }

  @Override
  public void giveUp() {
    successor.close();
    doing(() -> indices.delete(indices.written(Role.SUCCESSOR).stream().toList()));
  }

  @Override
  public List<String> kept() {
    return asking(indices::kept);
  }

  @Override
  public void dropKept() {
    doing(() -> indices.delete(indices.kept()));
  }

  @Override
  public void close() {
    connection.close();
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private interface Deed {
    void run() throws IOException;
  }

  private static void doing(Deed deed) {
    var _ =
        asking(
            () -> {
              deed.run();
              return true;
            });
  }

  private static <T> T asking(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new SinkUnavailableException("OpenSearch does not answer: " + e, e);
    }
  }
}

package dev.copydesk.index.sink.jsonl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of one record a line, in the order of the topic, each change exactly once. What is written
 * stays: of several lines of one id the one of the highest sequence counts, and one whose status is
 * CANCELED or DELETED holds nothing but that.
 */
public final class JsonlSink implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger(JsonlSink.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonlSettings settings;
  private final InstantSource clock;
  private final ScheduledExecutorService roller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lines-roll").factory());
  private @Nullable Lake lake;
  private Optional<Position> position = Optional.empty();
  private boolean uncommitted;
  private boolean closed;

  /**
   * Opens the files, or begins them in a folder that is empty or not there.
   *
   * @throws SettingsException if another process has the folder open, or it cannot be used
   */
  public JsonlSink(JsonlSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      open();
    } catch (IOException e) {
      throw new SettingsException(
          List.of(
              "index.jsonl.dir is \"%s\", which cannot be written to: %s"
                  .formatted(settings.folder(), e)));
    }
    long millis = Math.min(LOOK.toMillis(), settings.rollEvery().toMillis());
    var _ = roller.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public synchronized Optional<Position> position() {
    return using(_ -> position);
  }

  @Override
  public synchronized Applied apply(List<Change> changes, Position reached) {
    return using(
        open -> {
          int indexed = 0;
          int withdrawn = 0;
          int deleted = 0;
          int late = 0;
          List<Applied.Refused> refused = new ArrayList<>();
          for (int i = 0; i < changes.size(); i++) {
            uncommitted = true;
            switch (changes.get(i)) {
              case Change.Tombstone(String id, _) -> {
                Long kept = open.ledger().get(id);
                if (kept != null) {
                  open.append(marker(id, kept, "DELETED"));
                }
                deleted++;
              }
              case Change.Upsert(EnrichedArticle article, _) when isLate(open, article) -> late++;
              case Change.Upsert(EnrichedArticle article, _) -> {
                boolean usable = article.getStatus() == ArticleStatus.USABLE;
                try {
                  open.ledger().put(article.getId(), article.getSequence());
                } catch (IllegalArgumentException e) {
                  refused.add(
                      new Applied.Refused(i, "NOT_INDEXABLE", String.valueOf(e.getMessage())));
                  continue;
                }
                open.append(
                    usable
                        ? article.toString()
                        : marker(article.getId(), article.getSequence(), "CANCELED"));
                indexed += usable ? 1 : 0;
                withdrawn += usable ? 0 : 1;
              }
            }
          }
          open.flush();
          position = Optional.of(reached);
          uncommitted = true;
          return new Applied(indexed, withdrawn, deleted, late, refused);
        });
  }

  private static boolean isLate(Lake open, EnrichedArticle article) throws IOException {
    Long kept = open.ledger().get(article.getId());
    return kept != null && article.getSequence() <= kept;
  }

  private static String marker(String id, long sequence, String status) {
    ObjectNode marker = JSON.createObjectNode();
    return marker.put("id", id).put("sequence", sequence).put("status", status).toString();
  }

  @Override
  public synchronized void commit() {
    doing(
        open -> {
          open.commit(position);
          uncommitted = false;
          open.roll(settings.rollBytes(), settings.rollEvery());
        });
  }

  @Override
  public synchronized void clear() {
    doing(
        open -> {
          open.clear();
          position = Optional.empty();
          uncommitted = false;
        });
  }

  /** Finishes a file that grew old while nothing came. */
  private synchronized void look() {
    Lake open = lake;
    if (open != null && !uncommitted) {
      try {
        open.roll(settings.rollBytes(), settings.rollEvery());
      } catch (IOException e) {
        LOG.warn("event=lines-not-finished folder={}", settings.folder(), e);
        abandon();
      }
    }
  }

  @Override
  public void close() {
    roller.close();
    synchronized (this) {
      closed = true;
      abandon();
    }
  }

  private interface Use<T> {
    T use(Lake open) throws IOException;
  }

  private interface Deed {
    void run(Lake open) throws IOException;
  }

  private void doing(Deed deed) {
    var _ =
        using(
            open -> {
              deed.run(open);
              return true;
            });
  }

  /** After any trouble the files are cut to what was last committed, and opened again. */
  private <T> T using(Use<T> use) {
    try {
      Lake open = lake;
      return use.use(open == null ? open() : open);
    } catch (IOException | AlreadyClosedException e) {
      abandon();
      throw new SinkUnavailableException(
          "The files in %s cannot be written: %s".formatted(settings.folder(), e), e);
    }
  }

  private Lake open() throws IOException {
    if (closed) {
      throw new IllegalStateException("The files in " + settings.folder() + " are closed");
    }
    Lake open = Lake.open(settings.folder(), clock);
    lake = open;
    position = open.ledger().position();
    uncommitted = false;
    return open;
  }

  private void abandon() {
    try {
      if (lake != null) {
        lake.close();
      }
    } catch (IOException | AlreadyClosedException e) {
      // Nothing committed is lost, and the lock goes with the process.
      LOG.warn("event=lines-not-closed folder={}", settings.folder(), e);
    } finally {
      lake = null;
    }
  }
}

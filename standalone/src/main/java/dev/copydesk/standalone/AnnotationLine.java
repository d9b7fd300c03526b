package dev.copydesk.standalone;

import dev.copydesk.annotator.Annotation;
import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.clean.Explanation;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.StandardOutput;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Annotates on all processors and prints in the order in which items came.
 *
 * <p>Holds a few items a processor at most, so memory is bounded whatever the input.
 */
final class AnnotationLine implements AutoCloseable {

  private static final int ITEMS_PER_PROCESSOR = 4;

  private final Account account;
  private final StandardOutput out;
  private final PrintWriter err;
  private final int capacity;
  private final ExecutorService workers;
  private final Deque<Future<Outcome>> underWay = new ArrayDeque<>();
  private boolean anyRejected;
  private boolean unread;

  /** What is printed of an article. Used by several threads at once. */
  interface Account {

    /** What becomes of an article's bytes. */
    sealed interface Given {
      record Printed(String text) implements Given {}

      record Unreadable(String code, String reason) implements Given {}
    }

    Given of(RawArticle raw);

    /** The enriched record as JSON. */
    static Account record(Annotator annotator, InstantSource clock) {
      return raw ->
          switch (annotator.annotate(raw, clock.instant())) {
            case Annotation.Annotated(var article) -> new Given.Printed(article.toString());
            case Annotation.Unreadable(String code, String reason) ->
                new Given.Unreadable(code, reason);
          };
    }

    /** Why each block of the page was kept or removed, and where in the source it is. */
    static Account explanation() {
      PageReader pages = new PageReader();
      Explanation explanation = new Explanation();
      return raw ->
          switch (pages.readTraced(raw)) {
            case Reading.Read(var page) ->
                new Given.Printed(raw.getSource().getPath() + "\n" + explanation.of(page));
            case Reading.Unreadable(String code, String reason) ->
                new Given.Unreadable(code, reason);
          };
    }
  }

  private sealed interface Outcome {
    record Record(String text) implements Outcome {}

    record Rejected(String message) implements Outcome {}
  }

  AnnotationLine(Account account, StandardOutput out, PrintWriter err) {
    int processors = Runtime.getRuntime().availableProcessors();
    this.account = account;
    this.out = out;
    this.err = err;
    this.capacity = processors * ITEMS_PER_PROCESSOR;
    this.workers = Executors.newFixedThreadPool(processors);
  }

  /**
   * Takes an item; waits while too many are under way.
   *
   * @param path as the user named the file
   */
  void add(String path, Item item) {
    while (underWay.size() >= capacity) {
      printFirst();
    }
    underWay.add(workers.submit(() -> annotate(path, item)));
  }

  /** Whether nobody reads the output any more. */
  boolean isUnread() {
    return unread;
  }

  /** Prints what is left, and says whether everything could be read. */
  ExitStatus finish() {
    while (!underWay.isEmpty() && !unread) {
      printFirst();
    }
    out.flush();
    err.flush();
    return anyRejected ? ExitStatus.BAD_INPUT : ExitStatus.OK;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private Outcome annotate(String path, Item item) {
    return switch (item) {
      case Item.Article(var raw) ->
          switch (account.of(raw)) {
            case Account.Given.Printed(String text) -> new Outcome.Record(text);
            case Account.Given.Unreadable(String code, String reason) ->
                rejected(path, item, code, reason);
          };
      case Item.Rejected bad -> rejected(path, item, bad.code(), bad.reason());
    };
  }

  private static Outcome rejected(String path, Item item, String code, String reason) {
    String place = item.position() < 0 ? "" : ":" + item.position();
    return new Outcome.Rejected("%s%s: %s: %s".formatted(path, place, code, reason));
  }

  private void printFirst() {
    switch (await(underWay.remove())) {
      case Outcome.Record(String text) -> {
        out.line(text);
        unread = out.isBroken();
      }
      case Outcome.Rejected(String message) -> {
        anyRejected = true;
        err.println(message);
      }
    }
  }

  private static Outcome await(Future<Outcome> outcome) {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The annotator failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while annotating", e);
    }
  }
}

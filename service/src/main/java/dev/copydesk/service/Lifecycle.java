package dev.copydesk.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes parts in the reverse of the order in which they were added, all of them, whatever one of
 * them throws.
 */
public final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private record Part(String name, AutoCloseable part) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Adds a part that now runs. */
  public synchronized <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /**
   * Closes every part.
   *
   * @throws IllegalStateException if one or more could not be closed; the others were
   */
  @Override
  public synchronized void close() {
    IllegalStateException failure = null;
    while (!parts.isEmpty()) {
      Part last = parts.pop();
      try {
        LOG.info("event=stopping part={}", last.name());
        last.part().close();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        if (failure == null) {
          failure = new IllegalStateException("Could not close everything in order");
        }
        failure.addSuppressed(new IllegalStateException("Could not close " + last.name(), e));
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

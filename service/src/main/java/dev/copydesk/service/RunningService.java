package dev.copydesk.service;

import java.util.concurrent.CompletableFuture;

/** A service that runs from {@link #start} to {@link #close}. */
public interface RunningService extends AutoCloseable {

  /** Name in logs, health and metrics. */
  String name();

  /** Starts and returns as soon as the service works on its own threads. */
  void start();

  /**
   * Completes when the service has ended: exceptionally when it could not go on, normally after
   * {@link #close}.
   */
  CompletableFuture<Void> ended();

  /** Finishes what is under way and stops; harmless when called again. */
  @Override
  void close();
}

package dev.copydesk.annotator.entity;

import org.jspecify.annotations.Nullable;

/**
 * A way to find names that a module of its own brings; found by {@link java.util.ServiceLoader}.
 */
public interface NameFinderProvider {

  /** The value of {@code enrich.entities.tagger} that asks for it. */
  String tagger();

  /**
   * Loads what it needs; this may take seconds.
   *
   * @param model the folder of {@code enrich.entities.model}, or null where none is named
   * @throws IllegalArgumentException if the folder is needed and missing, or holds no such model;
   *     its message says what to do
   */
  NameFinder open(@Nullable String model);
}

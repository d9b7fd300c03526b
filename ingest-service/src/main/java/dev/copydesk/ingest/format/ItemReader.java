package dev.copydesk.ingest.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the items of one file in the order of their positions, which rise but may leave gaps.
 * Memory is bounded by the longest article, whatever the file.
 */
public interface ItemReader extends Closeable {

  /**
   * The next item, or null at the end, which is final. Every file gives at least one item.
   *
   * @throws IOException if the file cannot be read on, which says nothing about its content
   */
  @Nullable Item next() throws IOException;
}

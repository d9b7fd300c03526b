package dev.copydesk.ingest.format;

import org.jspecify.annotations.Nullable;

/** A file of which nothing but one thing is to be said. */
final class OneItem implements ItemReader {

  private @Nullable Item item;

  OneItem(Item item) {
    this.item = item;
  }

  @Override
  public @Nullable Item next() {
    Item only = item;
    item = null;
    return only;
  }

  @Override
  public void close() {}
}

package dev.copydesk.annotator.page;

import org.jspecify.annotations.Nullable;

/**
 * An element that blocks lie in. Compared by identity: two blocks are neighbours in the tree if
 * they share the very same container.
 */
public final class Container {
  private final @Nullable Container parent;
  private final String tag;
  private final String names;
  private final int depth;

  /**
   * @param tag element name in lower case
   * @param names class, id, role and itemprop in lower case, each between blanks
   */
  Container(@Nullable Container parent, String tag, String names) {
    this.parent = parent;
    this.tag = tag;
    this.names = names;
    this.depth = parent == null ? 0 : parent.depth + 1;
  }

  public @Nullable Container parent() {
    return parent;
  }

  public String tag() {
    return tag;
  }

  public String names() {
    return names;
  }

  /** Distance from the root. */
  public int depth() {
    return depth;
  }
}

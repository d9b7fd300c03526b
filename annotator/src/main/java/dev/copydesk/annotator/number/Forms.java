package dev.copydesk.annotator.number;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is known of a stretch of text whatever its case, without allocating: a hash table with
 * open addressing. Immutable.
 */
final class Forms<V> {
  private static final int LONGEST = 32;

  private final @Nullable String[] keys;
  private final Object[] values;

  Forms(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(1, entries.size())) * 8;
    keys = new String[size];
    values = new Object[size];
    entries.forEach(this::put);
  }

  private void put(String key, V value) {
    int slot = hash(key, 0, key.length());
    while (keys[slot & (keys.length - 1)] != null) {
      slot++;
    }
    keys[slot & (keys.length - 1)] = key;
    values[slot & (keys.length - 1)] = value;
  }

  /** The value of text[start, end), or null. */
  @SuppressWarnings("unchecked") // only put() writes values, and those are of V
  @Nullable V find(String text, int start, int end) {
    if (end - start > LONGEST) {
      return null;
    }
    for (int slot = hash(text, start, end); ; slot++) {
      String key = keys[slot & (keys.length - 1)];
      if (key == null) {
        return null;
      }
      if (key.length() == end - start && key.regionMatches(true, 0, text, start, end - start)) {
        return (V) values[slot & (keys.length - 1)];
      }
    }
  }

  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + Character.toLowerCase(text.charAt(i));
    }
    return hash ^ (hash >>> 15);
  }
}

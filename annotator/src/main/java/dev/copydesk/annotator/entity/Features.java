package dev.copydesk.annotator.entity;

import java.util.Arrays;

/** The buckets of the features of each word, one after another. Words are added in order. */
final class Features {
  private final int[] starts;
  private int[] buckets;
  private int words;
  private int size;

  Features(int words) {
    starts = new int[words + 1];
    buckets = new int[Math.max(64, words * 24)];
  }

  /** Adds a feature of the present word, told by its template and what it holds. */
  void add(int template, int value) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, size * 2);
    }
    long mixed = (value * 0x9E3779B97F4A7C15L) ^ (template * 0xC2B2AE3D27D4EB4FL);
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
    buckets[size++] = (int) (mixed >>> (64 - SequenceModel.BITS));
  }

  /** The present word has all its features. */
  void next() {
    starts[++words] = size;
  }

  int start(int word) {
    return starts[word];
  }

  int bucket(int i) {
    return buckets[i];
  }

  /** Two values as one. */
  static int pair(int a, int b) {
    return (a * 0x85EBCA6B ^ b) * 0xC2B2AE35 + (b >>> 15);
  }
}

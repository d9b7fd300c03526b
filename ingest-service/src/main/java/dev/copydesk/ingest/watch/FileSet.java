package dev.copydesk.ingest.watch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A set of files as they look, in 16 bytes each and a mark: it holds the first half of a SHA-256 of
 * path and stamp. That two of a million files share one has a chance of 1 in 10²⁶.
 *
 * <p>Marks tell those met since the last {@link #sweep} from those that have gone meanwhile.
 */
final class FileSet {

  private static final int LEAST = 1024;

  private final int most;
  private long[] first = new long[LEAST];
  private long[] second = new long[LEAST];
  private byte[] marks = new byte[LEAST];
  private int size;

  /**
   * @param most files it holds
   */
  FileSet(int most) {
    this.most = most;
  }

  /** Adds a file, marked; false where the set is full. */
  synchronized boolean add(String name, FileStamp stamp) {
    ByteBuffer hash = hash(name, stamp);
    return add(hash.getLong(0) | 1, hash.getLong(Long.BYTES));
  }

  /** Whether the file is in the set; if so it is marked. */
  synchronized boolean meets(String name, FileStamp stamp) {
    if (size == 0) {
      return false;
    }
    ByteBuffer hash = hash(name, stamp);
    int slot = slot(hash.getLong(0) | 1, hash.getLong(Long.BYTES));
    if (first[slot] == 0) {
      return false;
    }
    marks[slot] = 1;
    return true;
  }

  /** Drops every file that was neither added nor met since the last sweep. */
  synchronized void sweep() {
    long[] oldFirst = first;
    long[] oldSecond = second;
    byte[] oldMarks = marks;
    allocate(oldFirst.length);
    for (int i = 0; i < oldFirst.length; i++) {
      if (oldFirst[i] != 0 && oldMarks[i] != 0) {
        put(oldFirst[i], oldSecond[i]);
      }
    }
    Arrays.fill(marks, (byte) 0);
  }

  synchronized void clear() {
    allocate(LEAST);
  }

  synchronized int size() {
    return size;
  }

  boolean isFull() {
    return size() >= most;
  }

  private boolean add(long one, long two) {
    int slot = slot(one, two);
    if (first[slot] != 0) {
      marks[slot] = 1;
      return true;
    }
    if (size >= most) {
      return false;
    }
    if (2 * (size + 1) > first.length) {
      grow();
    }
    put(one, two);
    return true;
  }

  private void grow() {
    long[] oldFirst = first;
    long[] oldSecond = second;
    byte[] oldMarks = marks;
    allocate(2 * oldFirst.length);
    for (int i = 0; i < oldFirst.length; i++) {
      if (oldFirst[i] != 0) {
        marks[put(oldFirst[i], oldSecond[i])] = oldMarks[i];
      }
    }
  }

  private void allocate(int slots) {
    first = new long[slots];
    second = new long[slots];
    marks = new byte[slots];
    size = 0;
  }

  private int put(long one, long two) {
    int slot = slot(one, two);
    first[slot] = one;
    second[slot] = two;
    marks[slot] = 1;
    size++;
    return slot;
  }

  /** Where the hash is, or is to be put; a first half of 0 is a free slot. */
  private int slot(long one, long two) {
    int mask = first.length - 1;
    int slot = (int) (one >>> 1) & mask;
    while (first[slot] != 0 && (first[slot] != one || second[slot] != two)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static ByteBuffer hash(String name, FileStamp stamp) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String look = name + '\0' + stamp.size() + '\0' + stamp.modified() + '\0' + stamp.key();
      return ByteBuffer.wrap(digest.digest(look.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

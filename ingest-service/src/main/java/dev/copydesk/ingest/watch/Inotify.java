package dev.copydesk.ingest.watch;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Linux's inotify(7), as much of it as a watched folder needs: the JDK's WatchService tells a
 * finished file from one that is being written no more than it tells a rename from a creation.
 *
 * <p>Used by one thread at a time.
 */
final class Inotify implements Closeable {

  static final int MODIFY = 0x2;
  static final int CLOSE_WRITE = 0x8;
  static final int MOVED_FROM = 0x40;
  static final int MOVED_TO = 0x80;
  static final int CREATE = 0x100;
  static final int DELETE = 0x200;
  static final int MOVE_SELF = 0x800;
  static final int UNMOUNT = 0x2000;
  static final int OVERFLOW = 0x4000;
  static final int IGNORED = 0x8000;
  static final int ONLY_DIRECTORIES = 0x0100_0000;
  static final int NO_LINKS = 0x0200_0000;
  static final int NOT_OF_DELETED = 0x0400_0000;
  static final int IS_DIRECTORY = 0x4000_0000;

  private static final int NON_BLOCKING_AND_CLOSED_ON_EXEC = 0x800 | 0x8_0000;
  private static final short POLL_IN = 1;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int HEADER_BYTES = 16;

  /**
   * What happened.
   *
   * @param watch the descriptor of the directory; -1 of an overflow
   * @param mask one of the constants, and whether it is about a directory
   * @param name of the entry; empty where it is about the directory itself
   */
  record Event(int watch, int mask, String name) {

    boolean is(int bits) {
      return (mask & bits) != 0;
    }
  }

  private final LinuxCalls calls = new LinuxCalls();
  private final MemorySegment state = calls.state();
  private final MemorySegment buffer;
  private final MemorySegment polled;
  private final MethodHandle addWatch;
  private final MethodHandle removeWatch;
  private final MethodHandle poll;
  private final MethodHandle read;
  private final MethodHandle close;
  private final int descriptor;

  /**
   * @throws IOException if the system has no inotify, or no instance of it to give (see
   *     fs.inotify.max_user_instances)
   */
  Inotify() throws IOException {
    buffer = calls.arena().allocate(BUFFER_BYTES, Long.BYTES);
    polled = calls.arena().allocate(Long.BYTES, Integer.BYTES);
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    try {
      MethodHandle init = calls.function("inotify_init1", FunctionDescriptor.of(number, number));
      addWatch =
          calls.function(
              "inotify_add_watch",
              FunctionDescriptor.of(number, number, ValueLayout.ADDRESS, number));
      removeWatch =
          calls.function("inotify_rm_watch", FunctionDescriptor.of(number, number, number));
      poll =
          calls.function("poll", FunctionDescriptor.of(number, ValueLayout.ADDRESS, size, number));
      read = calls.function("read", FunctionDescriptor.of(size, number, ValueLayout.ADDRESS, size));
      close = calls.function("close", FunctionDescriptor.of(number, number));
      descriptor =
          calls.checked(
              "inotify_init1",
              () -> (int) init.invokeExact(state, NON_BLOCKING_AND_CLOSED_ON_EXEC));
    } catch (IOException e) {
      calls.close();
      throw e;
    }
    polled.set(number, 0, descriptor);
    polled.set(ValueLayout.JAVA_SHORT, Integer.BYTES, POLL_IN);
  }

  /**
   * Watches a directory.
   *
   * @return its watch descriptor, the same for the same directory whatever its path
   * @throws IOException if it is no directory, cannot be read, or no more can be watched (see
   *     fs.inotify.max_user_watches)
   */
  int add(String directory, int mask) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment path = LinuxCalls.name(call, directory);
      return calls.checked(
          "inotify_add_watch", () -> (int) addWatch.invokeExact(state, descriptor, path, mask));
    }
  }

  /** Watches a directory no more; an unknown descriptor is none any more. */
  void remove(int watch) {
    LinuxCalls.call(() -> (int) removeWatch.invokeExact(state, descriptor, watch));
  }

  /** What happened since the last call, after waiting for it. */
  List<Event> read(Duration wait) throws IOException {
    int ready =
        (int)
            LinuxCalls.call(() -> (int) poll.invokeExact(state, polled, 1L, (int) wait.toMillis()));
    if (ready == 0 || (ready < 0 && calls.errno() == LinuxCalls.EINTR)) {
      return List.of();
    }
    long bytes =
        LinuxCalls.call(
            () -> (long) read.invokeExact(state, descriptor, buffer, (long) BUFFER_BYTES));
    if (bytes < 0) {
      if (calls.errno() == LinuxCalls.EAGAIN || calls.errno() == LinuxCalls.EINTR) {
        return List.of();
      }
      throw calls.failure("read");
    }
    return parse(buffer.asSlice(0, bytes).asByteBuffer().order(ByteOrder.nativeOrder()));
  }

  private static List<Event> parse(ByteBuffer bytes) {
    List<Event> events = new ArrayList<>();
    while (bytes.remaining() >= HEADER_BYTES) {
      int watch = bytes.getInt();
      int mask = bytes.getInt();
      bytes.getInt(); // The cookie that pairs the two ends of a rename.
      byte[] padded = new byte[bytes.getInt()];
      bytes.get(padded);
      int length = 0;
      while (length < padded.length && padded[length] != 0) {
        length++;
      }
      events.add(new Event(watch, mask, new String(padded, 0, length, LinuxCalls.NAMES)));
    }
    return events;
  }

  @Override
  public void close() {
    LinuxCalls.call(() -> (int) close.invokeExact(state, descriptor));
    calls.close();
  }
}

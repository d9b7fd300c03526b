package dev.copydesk.ingest.watch;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
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
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int HEADER_BYTES = 16;
  private static final String ERRNO = "errno";

  /** The JDK's own encoding of file names; fixed when the JVM starts. */
  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

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

  private final Arena arena = Arena.ofShared();
  private final Linker linker = Linker.nativeLinker();
  private final MemorySegment state;
  private final long errnoOffset;
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
    MemoryLayout states = Linker.Option.captureStateLayout();
    state = arena.allocate(states);
    errnoOffset = states.byteOffset(MemoryLayout.PathElement.groupElement(ERRNO));
    buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    polled = arena.allocate(Long.BYTES, Integer.BYTES);
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
    try {
      MethodHandle init = function("inotify_init1", FunctionDescriptor.of(number, number));
      addWatch =
          function(
              "inotify_add_watch",
              FunctionDescriptor.of(number, number, ValueLayout.ADDRESS, number));
      removeWatch = function("inotify_rm_watch", FunctionDescriptor.of(number, number, number));
      poll = function("poll", FunctionDescriptor.of(number, ValueLayout.ADDRESS, size, number));
      read = function("read", FunctionDescriptor.of(size, number, ValueLayout.ADDRESS, size));
      close = function("close", FunctionDescriptor.of(number, number));
      descriptor =
          checked(
              "inotify_init1",
              () -> (int) init.invokeExact(state, NON_BLOCKING_AND_CLOSED_ON_EXEC));
    } catch (IOException e) {
      arena.close();
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
      byte[] name = directory.getBytes(NAMES);
      MemorySegment path = call.allocate(name.length + 1L);
      MemorySegment.copy(name, 0, path, ValueLayout.JAVA_BYTE, 0, name.length);
      return checked(
          "inotify_add_watch", () -> (int) addWatch.invokeExact(state, descriptor, path, mask));
    }
  }

  /** Watches a directory no more; an unknown descriptor is none any more. */
  void remove(int watch) {
    call(() -> (int) removeWatch.invokeExact(state, descriptor, watch));
  }

  /** What happened since the last call, after waiting for it. */
  List<Event> read(Duration wait) throws IOException {
    int ready = (int) call(() -> (int) poll.invokeExact(state, polled, 1L, (int) wait.toMillis()));
    if (ready == 0 || (ready < 0 && errno() == EINTR)) {
      return List.of();
    }
    long bytes =
        call(() -> (long) read.invokeExact(state, descriptor, buffer, (long) BUFFER_BYTES));
    if (bytes < 0) {
      if (errno() == EAGAIN || errno() == EINTR) {
        return List.of();
      }
      throw failure("read");
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
      events.add(new Event(watch, mask, new String(padded, 0, length, NAMES)));
    }
    return events;
  }

  @Override
  public void close() {
    call(() -> (int) close.invokeExact(state, descriptor));
    arena.close();
  }

  private MethodHandle function(String name, FunctionDescriptor type) throws IOException {
    MemorySegment address =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new FileNotFoundException("The system has no " + name));
    return linker.downcallHandle(address, type, Linker.Option.captureCallState(ERRNO));
  }

  @FunctionalInterface
  private interface Call {
    long now() throws Throwable;
  }

  private static long call(Call call) {
    try {
      return call.now();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A call of the system threw", e);
    }
  }

  private int checked(String name, Call call) throws IOException {
    long result = call(call);
    if (result < 0) {
      throw failure(name);
    }
    return (int) result;
  }

  private IOException failure(String name) {
    return new IOException(name + " failed: errno " + errno());
  }

  private int errno() {
    return state.get(ValueLayout.JAVA_INT, errnoOffset);
  }
}

package dev.copydesk.ingest.watch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/**
 * Calls of Linux that the JDK does not offer, with the errno of the last one.
 *
 * <p>Used by one thread at a time.
 */
final class LinuxCalls implements AutoCloseable {

  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;
  static final int EOPNOTSUPP = 95;

  private static final String ERRNO = "errno";

  /** The JDK's own encoding of file names; fixed when the JVM starts. */
  static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final Arena arena = Arena.ofShared();
  private final Linker linker = Linker.nativeLinker();
  private final MemorySegment state;
  private final long errnoOffset;

  LinuxCalls() {
    MemoryLayout states = Linker.Option.captureStateLayout();
    state = arena.allocate(states);
    errnoOffset = states.byteOffset(MemoryLayout.PathElement.groupElement(ERRNO));
  }

  /** Lives as long as this. */
  Arena arena() {
    return arena;
  }

  /** The first argument of each function of {@link #function}: where it leaves its errno. */
  MemorySegment state() {
    return state;
  }

  /**
   * @throws FileNotFoundException if the system has no such function
   */
  MethodHandle function(String name, FunctionDescriptor type) throws FileNotFoundException {
    MemorySegment address =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new FileNotFoundException("The system has no " + name));
    return linker.downcallHandle(address, type, Linker.Option.captureCallState(ERRNO));
  }

  /** As a C string. */
  static MemorySegment name(Arena arena, String name) {
    byte[] bytes = name.getBytes(NAMES);
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  @FunctionalInterface
  interface Call {
    long now() throws Throwable;
  }

  /** What the call returned, -1 of a failure included. */
  static long call(Call call) {
    try {
      return call.now();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A call of the system threw", e);
    }
  }

  int checked(String name, Call call) throws IOException {
    long result = call(call);
    if (result < 0) {
      throw failure(name);
    }
    return (int) result;
  }

  IOException failure(String name) {
    return new IOException(name + " failed: errno " + errno());
  }

  int errno() {
    return state.get(ValueLayout.JAVA_INT, errnoOffset);
  }

  @Override
  public void close() {
    arena.close();
  }
}

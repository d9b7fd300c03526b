package dev.copydesk.embedded;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The main class of every child: runs another main class until standard input ends.
 *
 * <p>Standard input is a pipe whose other end only the parent holds, so it ends when the parent
 * does, even by SIGKILL, which no shutdown hook of the parent would see. Depends on the JDK alone,
 * since it runs beside the class path of whatever it leads.
 */
final class Leash {

  /** Names the property that names the AOT cache with which the child was started, if any. */
  static final String AOT_CACHE = "copydesk.aot.cache";

  /** Time for an orderly end before the child is halted. */
  private static final long GRACE_MILLIS = 15_000;

  private Leash() {}

  /**
   * @param arguments the main class to run, then its arguments
   */
  public static void main(String[] arguments) throws Throwable {
    Thread.ofPlatform().name("leash").daemon().start(Leash::awaitParentsEnd);
    removeRefusedCache();
    var main = Class.forName(arguments[0]).getMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  // Java goes on without a cache that it cannot use; away with it, so that the next run makes one.
  private static void removeRefusedCache() throws IOException {
    var cache = System.getProperty(AOT_CACHE);
    if (cache != null && !System.getProperty("java.vm.info", "").contains("sharing")) {
      Files.deleteIfExists(Path.of(cache));
    }
  }

  // The order of the two threads matters: exit may block in a shutdown hook for ever, so the one
  // that halts must run by then.
  private static void awaitParentsEnd() {
    try {
      while (System.in.read() >= 0) {
        // The parent writes nothing; should it, that is not its end.
      }
    } catch (IOException brokenPipe) {
      System.err.println("leash: " + brokenPipe);
    }
    Thread.ofPlatform().name("leash-halt").daemon().start(Leash::haltAfterGrace);
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException interrupted) {
      System.err.println("leash: halting early, " + interrupted);
    }
    Runtime.getRuntime().halt(1);
  }
}

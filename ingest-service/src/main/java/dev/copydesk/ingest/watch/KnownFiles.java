package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The files in the folder that are not to be taken now: handed out, done with but left there, not
 * to be read at present, or open for writing.
 *
 * <p>Files are given back by any thread; whether they are new is asked by the one that watches.
 */
final class KnownFiles {

  private static final int MOST_OUT = 10_000;
  private static final int MOST_WRITTEN = 10_000;

  /** Files that stay in the folder, and files that wait for being tried again. */
  private static final int MOST_KEPT = 1_000_000;

  /** Each with whether something was noticed at its path since it was handed out. */
  private final Map<Path, Boolean> out = new ConcurrentHashMap<>();

  private final Queue<Path> released = new ConcurrentLinkedQueue<>();
  private final FileSet kept = new FileSet(MOST_KEPT);
  private final FileSet deferred = new FileSet(MOST_KEPT);
  private final Set<Path> written = new HashSet<>();
  private volatile int writtenCount;

  boolean isNew(FoundFile file) {
    return !isOut(file.path())
        && !written.contains(file.path())
        && !kept.meets(file.name(), file.stamp())
        // One more that stays could not be told from new ones, and would be read for ever.
        && !kept.isFull()
        && !deferred.meets(file.name(), file.stamp());
  }

  /** Whether a file is handed out. Whoever asks has noticed something there. */
  boolean isOut(Path file) {
    return out.replace(file, true) != null;
  }

  /** Whether as many files are handed out as may be. */
  boolean areAllOut() {
    return out.size() >= MOST_OUT;
  }

  int out() {
    return out.size();
  }

  /** The files handed out; any thread may go through them. */
  Set<Path> allOut() {
    return Collections.unmodifiableSet(out.keySet());
  }

  void handOut(Path file) {
    out.put(file, false);
  }

  /** The file was not handed out after all. */
  void takeBack(Path file) {
    out.remove(file);
  }

  /** The file was taken from its path: there is but what has come since, and was noticed. */
  void leave(FoundFile file) {
    if (Boolean.TRUE.equals(out.remove(file.path()))) {
      released.add(file.path());
    }
  }

  void release(FoundFile file) {
    out.remove(file.path());
    released.add(file.path());
  }

  /** A path at which there may be a new file; null where there is none. */
  @Nullable Path nextReleased() {
    return released.poll();
  }

  void defer(FoundFile file) {
    deferred.add(file.name(), file.stamp());
    out.remove(file.path());
  }

  void retryDeferred() {
    deferred.clear();
  }

  void keep(FoundFile file) {
    kept.add(file.name(), file.stamp());
    out.remove(file.path());
  }

  /** To be called when the whole folder was looked at: kept files that it lacks are forgotten. */
  void forgetGone() {
    kept.sweep();
  }

  /** What is wrong where more files are kept than can be remembered. */
  boolean areTooManyKept() {
    return kept.isFull();
  }

  static int mostKept() {
    return MOST_KEPT;
  }

  /** Somebody has the file open and writes. */
  void writing(Path file) {
    if (written.size() >= MOST_WRITTEN) {
      // Better to go by rest alone than to remember without bounds.
      written.clear();
    }
    written.add(file);
    writtenCount = written.size();
  }

  void closed(Path file) {
    written.remove(file);
    writtenCount = written.size();
  }

  /** Their closing may have been missed. */
  void forgetWriters() {
    written.clear();
    writtenCount = 0;
  }

  int beingWritten() {
    return writtenCount;
  }
}

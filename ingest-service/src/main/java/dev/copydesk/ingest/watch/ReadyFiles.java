package dev.copydesk.ingest.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The complete files that come next, in order, and no more than a fixed number of them. */
final class ReadyFiles {

  private final int capacity;
  private final TreeSet<FoundFile> files;

  ReadyFiles(int capacity, FileOrder order) {
    this.capacity = capacity;
    this.files = new TreeSet<>(order.comparator());
  }

  /**
   * Adds a file.
   *
   * @return the file for which there is no room, the last of all; null where there is
   */
  synchronized @Nullable FoundFile offer(FoundFile file) {
    files.add(file);
    notifyAll();
    return files.size() > capacity ? files.pollLast() : null;
  }

  synchronized boolean isFull() {
    return files.size() >= capacity;
  }

  /**
   * Takes the first files.
   *
   * @param wait how long, where there is none
   */
  synchronized List<FoundFile> poll(int most, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    for (long left = wait.toMillis(); files.isEmpty() && left > 0; ) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
    List<FoundFile> taken = new ArrayList<>();
    while (taken.size() < most && !files.isEmpty()) {
      taken.add(files.removeFirst());
    }
    return taken;
  }
}

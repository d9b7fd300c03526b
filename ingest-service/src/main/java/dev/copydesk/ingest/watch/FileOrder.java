package dev.copydesk.ingest.watch;

import java.util.Comparator;

/** Which of several complete files comes first, by the time of its last change. */
public enum FileOrder {
  OLDEST,
  NEWEST;

  /** The first to come is the least; never 0 for two files. */
  Comparator<FoundFile> comparator() {
    Comparator<FoundFile> byTime = Comparator.comparing(file -> file.stamp().modified());
    return (this == NEWEST ? byTime.reversed() : byTime).thenComparing(FoundFile::path);
  }
}

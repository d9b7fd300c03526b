package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is watched, and when a file of it is complete.
 *
 * @param folder the watched folder; a link is not followed
 * @param atRest how long size and time of a file must not change, where the system does not tell
 *     that it is complete
 * @param rescan least time between two looks at the whole folder
 * @param marker suffix: {@code x.xml} is complete when {@code x.xml.done} is there, and not before
 */
public record WatchSettings(
    Path folder, Duration atRest, Duration rescan, FileOrder order, Optional<String> marker) {

  /** The same for another folder. */
  public WatchSettings at(Path other) {
    return new WatchSettings(other, atRest, rescan, order, marker);
  }
}

package dev.copydesk.ingest.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what happens in the directories that it watches. Used by one thread. */
sealed interface FolderEvents extends Closeable
    permits InotifyEvents, WatchServiceEvents, NoEvents {

  /** What an event says of the entry that it names. */
  enum Kind {
    /** Renamed into its place, or closed by whoever wrote it: whole. */
    COMPLETE,
    /** It is open, and somebody writes. */
    WRITTEN,
    /** Came to be; perhaps empty, and perhaps open. */
    CREATED,
    /** Is not what it was; whether it is whole is not known. */
    CHANGED,
    /** No longer there. */
    GONE,
    /** Not of one entry: what happened must be looked up in the folder. */
    LOST
  }

  /**
   * What happened.
   *
   * @param path the entry, or the directory that is to be looked through
   */
  record Event(Kind kind, Path path) {}

  /** File systems of which another machine, or the host of this one, may change files unseen. */
  Set<String> REMOTE =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "9p",
          "virtiofs",
          "vboxsf",
          "prl_fs",
          "afs",
          "ceph",
          "lustre",
          "glusterfs",
          "gfs2",
          "ocfs2");

  /**
   * Begins to watch a directory, unless it does already.
   *
   * @param key the file system's own name for the directory: another of the same path is another
   */
  void watch(Path directory, @Nullable Object key);

  /** What happened since the last call, after waiting for it. */
  List<Event> await(Duration wait) throws IOException, InterruptedException;

  /** Times that the system told that it had lost events. Any thread may ask. */
  long overflows();

  /**
   * The most that the system can tell: inotify's own events where files are Linux's own, else those
   * of the JDK; and where its limits are reached none, so that rescans do it all.
   */
  static FolderEvents of(Path folder) {
    Logger log = LoggerFactory.getLogger(FolderEvents.class);
    String type = type(folder);
    if (System.getProperty("os.name", "").equals("Linux") && !isRemote(type)) {
      try {
        return new InotifyEvents(folder, new Inotify());
      } catch (IOException e) {
        log.warn("event=no-inotify reason={}", e.toString());
      }
    }
    log.info("event=files-taken-at-rest file-system={}", type);
    try {
      return new WatchServiceEvents(folder);
    } catch (IOException e) {
      log.warn("event=files-found-by-rescans reason={}", e.toString());
      return new NoEvents();
    }
  }

  private static boolean isRemote(String type) {
    return type.startsWith("fuse") || REMOTE.contains(type);
  }

  /** Of the file system in which the folder lies, or will lie when it is there. */
  private static String type(Path folder) {
    for (Path path = folder; path != null; path = path.getParent()) {
      try {
        FileStore store = Files.getFileStore(path);
        return store.type().toLowerCase(Locale.ROOT);
      } catch (IOException _) {
        // Not there yet: what it will lie in tells.
      }
    }
    return "unknown";
  }
}

package dev.copydesk.standalone.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the folders that files come from and state lies in. */
public final class FolderExamination {

  /** Less than this free is too little for a broker's segments, in bytes. */
  private static final long LITTLE_SPACE = 2L << 30;

  private static final int MEBIBYTE = 1 << 20;

  /** The folder that files are dropped into: to be read, and written where files are put away. */
  public Finding watched(Path folder) {
    String what = "watched folder";
    if (Files.isSymbolicLink(folder)) {
      return Finding.wrong(
          what, folder + " is a link: name the folder itself, links are not followed");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Finding.doubtful(what, folder + " is not there yet: ingest waits until you make it");
    }
    return access(what, folder);
  }

  /** A folder of a service's own, which the service makes where it is missing. */
  public List<Finding> state(String what, Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(access(what, there));
    findings.add(space(what, there));
    return findings;
  }

  private static Finding access(String what, Path folder) {
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      return Finding.wrong(what, "%s cannot be read by you: chmod or chown it".formatted(folder));
    }
    return Files.isWritable(folder)
        ? Finding.good(what, folder + " can be read and written")
        : Finding.wrong(what, "%s cannot be written by you: chmod or chown it".formatted(folder));
  }

  private static Finding space(String what, Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      long free = store.getUsableSpace();
      String text = "%,d MiB free on %s".formatted(free / MEBIBYTE, store);
      return free < LITTLE_SPACE
          ? Finding.doubtful(what, text + ": make room, all stops where the disk is full")
          : Finding.good(what, text);
    } catch (IOException e) {
      return Finding.doubtful(what, "how much is free in %s is not told: %s".formatted(folder, e));
    }
  }
}

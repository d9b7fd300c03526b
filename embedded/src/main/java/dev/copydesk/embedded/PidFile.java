package dev.copydesk.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers the process that uses a folder.
 *
 * <p>After the parent was killed its children take a moment to end in order; whoever starts in the
 * same folder meanwhile waits for them. The process's start time is kept beside its id, since ids
 * are used again.
 */
record PidFile(Path path) {

  void write(ProcessHandle process) throws IOException {
    Files.writeString(path, process.pid() + " " + started(process).toEpochMilli() + "\n");
  }

  void awaitEndOfPredecessor(String name, Path data, Duration patience) throws IOException {
    var predecessor = read();
    if (predecessor.isEmpty()) {
      return;
    }
    var process = predecessor.get();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stillThere) {
      throw new NodeFailure(
          "%s in %s is in use by process %d: stop that one, or choose another data folder"
              .formatted(name, data, process.pid()),
          stillThere);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NodeFailure("interrupted while waiting for process " + process.pid(), interrupted);
    } catch (ExecutionException failure) {
      throw new NodeFailure("cannot wait for process " + process.pid(), failure);
    }
  }

  private Optional<ProcessHandle> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    var fields = Files.readString(path).strip().split(" ", -1);
    if (fields.length != 2 || !fields[0].matches("\\d{1,10}") || !fields[1].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    var start = Instant.ofEpochMilli(Long.parseLong(fields[1]));
    return ProcessHandle.of(Long.parseLong(fields[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process).equals(start));
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}

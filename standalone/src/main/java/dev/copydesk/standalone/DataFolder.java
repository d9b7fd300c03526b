package dev.copydesk.standalone;

import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of all state, claimed by this process for as long as it runs.
 *
 * <p>The claim is a lock of the operating system's, which ends with the process, however that ends;
 * {@code copydesk.pid} beside it only tells people and scripts who holds it.
 */
final class DataFolder implements AutoCloseable {

  private final Path pidFile;
  private final FileChannel channel;

  private DataFolder(Path pidFile, FileChannel channel) {
    this.pidFile = pidFile;
    this.channel = channel;
  }

  /**
   * Creates the folder if it is not there, and claims it.
   *
   * @throws CommandFailure if another process has it
   */
  static DataFolder claim(Path folder) {
    Path pidFile = folder.resolve("copydesk.pid");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("copydesk.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new CommandFailure(ExitStatus.CONFIGURATION, inUse(folder, pidFile));
      }
      Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
      return new DataFolder(pidFile, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + folder + " cannot be used: " + e, e);
    }
  }

  private static String inUse(Path folder, Path pidFile) throws IOException {
    String holder = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "not yet known";
    return "%s is in use by another copydesk, process %s: stop that one, or choose another folder with --data"
        .formatted(folder, holder);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pidFile);
    channel.close();
  }
}

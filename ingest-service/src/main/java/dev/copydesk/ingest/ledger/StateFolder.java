package dev.copydesk.ingest.ledger;

import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder of an instance's state, claimed by this process for as long as it is open.
 *
 * <p>The claim is a lock of the operating system's, which ends with the process, however that ends.
 */
final class StateFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;

  private StateFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Creates the folder if it is not there, and claims it.
   *
   * @throws SettingsException if another instance has it
   * @throws IOException if it cannot be used now
   */
  static StateFolder claim(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("ingest.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean claimed = false;
    try {
      if (!lock(channel)) {
        throw new SettingsException(List.of(inUse(folder, file)));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      claimed = true;
      return new StateFolder(folder, channel);
    } finally {
      if (!claimed) {
        channel.close();
      }
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock()).isPresent();
    } catch (OverlappingFileLockException _) {
      // Another instance in this very process.
      return false;
    }
  }

  private static String inUse(Path folder, Path file) throws IOException {
    String holder = Files.readString(file).strip();
    return "ingest.state-dir is \"%s\", which another ingest uses, process %s: give each instance a state-dir and an ingest.instance of its own"
        .formatted(folder, holder.isEmpty() ? "not yet known" : holder);
  }

  /** Where the store lies. */
  Path store() {
    return folder.resolve("ledger");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

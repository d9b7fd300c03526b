package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Identity;
import dev.copydesk.ingest.watch.FoundFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Remembers the partition of files that were hashed and left to another instance, so that looking
 * at them again costs no reading of their bytes.
 *
 * <p>Holds the latest of some hundred thousand in a fixed 1.5 MiB: each has one slot, by the digest
 * of its name and stamp, and the next one there takes it over. What is forgotten is hashed again.
 */
final class OthersFiles {

  private static final int SLOTS = 1 << 17;

  private final long[] digests = new long[SLOTS];
  private final int[] partitions = new int[SLOTS];

  OthersFiles() {
    Arrays.fill(partitions, -1);
  }

  void remember(FoundFile file, int partition) {
    long digest = digest(file);
    digests[slot(digest)] = digest;
    partitions[slot(digest)] = partition;
  }

  /** The partition of this file as it is now, where it is remembered. */
  OptionalInt partition(FoundFile file) {
    long digest = digest(file);
    int slot = slot(digest);
    return digests[slot] == digest && partitions[slot] >= 0
        ? OptionalInt.of(partitions[slot])
        : OptionalInt.empty();
  }

  private static int slot(long digest) {
    return (int) (digest & (SLOTS - 1));
  }

  // 64 bits of SHA-256: nobody makes two files of one digest on purpose and leaves one unread.
  private static long digest(FoundFile file) {
    Instant modified = file.stamp().modified().toInstant();
    MessageDigest digest = Identity.digest();
    digest.update(file.name().getBytes(StandardCharsets.UTF_8));
    digest.update(
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(file.stamp().size())
            .putLong(modified.getEpochSecond())
            .putLong(modified.getNano())
            .flip());
    digest.update(String.valueOf(file.stamp().key()).getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}

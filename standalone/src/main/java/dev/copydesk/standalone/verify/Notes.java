package dev.copydesk.standalone.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * What was read, on disk: some 250 bytes an article there, 48 MiB of memory whatever their number.
 * Lies in a temporary folder that goes when it is closed.
 */
final class Notes implements AutoCloseable {

  private static final byte EXPECTED = 'E';
  private static final byte ACTUAL = 'A';
  private static final byte LETTER = 'L';
  private static final long CACHE_BYTES = 16L << 20;
  private static final long BUFFER_BYTES = 16L << 20;

  private final Path folder;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final RocksDB db;
  private final WriteOptions unlogged;

  /**
   * @throws IOException if the disk does not let it
   */
  Notes() throws IOException {
    folder = Files.createTempDirectory("copydesk-verify-");
    RocksDB.loadLibrary();
    LRUCache cache = part(new LRUCache(CACHE_BYTES));
    Options options =
        part(
            new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(BUFFER_BYTES)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache)));
    unlogged = part(new WriteOptions().setDisableWAL(true));
    try {
      db = part(RocksDB.open(options, folder.toString()));
    } catch (RocksDBException e) {
      close();
      throw failed(e);
    }
  }

  Optional<byte[]> expected(String id) throws IOException {
    return get(key(EXPECTED, id));
  }

  void expected(String id, byte[] expectation) throws IOException {
    put(key(EXPECTED, id), expectation);
  }

  Optional<Actual> actual(String id) throws IOException {
    return get(key(ACTUAL, id)).map(Actual::read);
  }

  void actual(String id, Actual actual) throws IOException {
    put(key(ACTUAL, id), actual.write());
  }

  void noActual(String id) throws IOException {
    try {
      db.delete(unlogged, key(ACTUAL, id));
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** That the revision of the article that lies there in news.raw is a dead letter. */
  void letter(String id, long rawOffset) throws IOException {
    put(key(rawOffset, id), new byte[0]);
  }

  boolean isLetter(String id, long rawOffset) throws IOException {
    return get(key(rawOffset, id)).isPresent();
  }

  /** Every id that is expected, in order, and then those that are there unexpected. */
  Ids ids() {
    return new Ids();
  }

  /** Goes through ids. */
  final class Ids implements AutoCloseable {

    private final RocksIterator iterator = db.newIterator();
    private byte kind = EXPECTED;

    private Ids() {
      iterator.seek(new byte[] {kind});
    }

    Optional<String> next() throws IOException {
      while (true) {
        if (!iterator.isValid() || iterator.key()[0] != kind) {
          requireWell();
          if (kind == ACTUAL) {
            return Optional.empty();
          }
          kind = ACTUAL;
          iterator.seek(new byte[] {kind});
          continue;
        }
        byte[] key = iterator.key();
        String id = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
        iterator.next();
        if (kind == EXPECTED || expected(id).isEmpty()) {
          return Optional.of(id);
        }
      }
    }

    private void requireWell() throws IOException {
      try {
        iterator.status();
      } catch (RocksDBException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      iterator.close();
    }
  }

  private Optional<byte[]> get(byte[] key) throws IOException {
    try {
      return Optional.ofNullable(db.get(key));
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private void put(byte[] key, byte[] value) throws IOException {
    try {
      db.put(unlogged, key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private static byte[] key(byte kind, String id) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + name.length).put(kind).put(name).array();
  }

  private static byte[] key(long rawOffset, String id) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Long.BYTES + name.length)
        .put(LETTER)
        .putLong(rawOffset)
        .put(name)
        .array();
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private static IOException failed(RocksDBException e) {
    return new IOException("The store of what is compared failed: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      for (AutoCloseable part : List.copyOf(parts)) {
        part.close();
      }
    } catch (Exception e) {
      throw new IOException("The store of what is compared could not be closed", e);
    } finally {
      parts.clear();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}

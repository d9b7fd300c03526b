package dev.copydesk.ingest.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receipts of the partitions that this instance has owned, on disk, each partition with a
 * checkpoint: the offset in {@code news.files} up to which it is known.
 *
 * <p>Receipts and the checkpoint they lead to are written in one batch, so that after any crash the
 * store is that of some moment in the past, and reading on from the checkpoint mends it. Therefore
 * nothing is forced to disk.
 *
 * <p>Keys begin with the partition (4 bytes) and are, beyond it: nothing for the checkpoint; the
 * SHA-256 (32 bytes) for the path of the file that brings these bytes, which is empty where all of
 * them were refused; SHA-256 and path for a receipt. So one look-up tells that nothing is known of
 * a file, and two or three what is, however many copies of it there are.
 */
final class LedgerStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerStore.class);

  private static final byte[] IDENTITY = ByteBuffer.allocate(Integer.BYTES).putInt(-1).array();
  private static final long CACHE_BYTES = 16L << 20;
  private static final long BUFFER_BYTES = 8L << 20;
  private static final int BLOOM_BITS = 10;

  /** Of what was written last, too: most files are new. A share of the buffer. */
  private static final double MEMORY_BLOOM = 0.05;

  /** What is larger than a part of the cache is read anew each time: two bits are four parts. */
  private static final int CACHE_SHARD_BITS = 2;

  /**
   * A receipt, or the end of one.
   *
   * @param value of the store, null where the receipt is gone
   * @param brings whether it brings its bytes, rather than being a copy or refused
   */
  record Change(FileKey key, byte @Nullable [] value, boolean brings) {}

  // Closed in the reverse of the order in which they were made.
  private final Deque<AutoCloseable> parts;
  private final RocksDB db;
  private final WriteOptions unsynced;
  private final Path folder;

  /** What is on disk is of no use: it goes with this object, and the next begins anew. */
  private boolean discarded;

  private LedgerStore(Path folder, Deque<AutoCloseable> parts, RocksDB db, WriteOptions unsynced) {
    this.folder = folder;
    this.parts = parts;
    this.db = db;
    this.unsynced = unsynced;
  }

  /**
   * Opens the store in a folder; one that is broken, or of another identity, begins anew.
   *
   * @param identity of the topic and of what was kept of it
   * @throws LedgerException if the disk does not let it
   */
  static LedgerStore open(Path folder, String identity) {
    byte[] wanted = identity.getBytes(StandardCharsets.UTF_8);
    for (int attempt = 0; ; attempt++) {
      LedgerStore store = openOrAnew(folder);
      boolean opened = false;
      try {
        opened = store.isOf(wanted);
        if (opened) {
          return store;
        }
      } catch (LedgerException e) {
        if (!store.discarded || attempt > 0) {
          throw e;
        }
      } finally {
        if (!opened) {
          store.close();
        }
      }
    }
  }

  private boolean isOf(byte[] wanted) {
    byte @Nullable [] found = get(IDENTITY);
    if (found != null && !Arrays.equals(found, wanted)) {
      LOG.warn("event=ledger-foreign folder={} reason=begins-anew", folder);
      discarded = true;
      return false;
    }
    put(IDENTITY, wanted);
    return true;
  }

  private static LedgerStore openOrAnew(Path folder) {
    try {
      return open(folder);
    } catch (RocksDBException e) {
      if (!isBroken(e)) {
        throw new LedgerException("opened", e);
      }
      LOG.warn("event=ledger-broken folder={} reason={}", folder, e.getMessage());
    }
    delete(folder);
    try {
      return open(folder);
    } catch (RocksDBException e) {
      throw new LedgerException("opened", e);
    }
  }

  private static boolean isBroken(RocksDBException e) {
    Status status = e.getStatus();
    return status != null
        && (status.getCode() == Status.Code.Corruption
            || status.getCode() == Status.Code.InvalidArgument
            || status.getCode() == Status.Code.NotSupported);
  }

  private static LedgerStore open(Path folder) throws RocksDBException {
    RocksDB.loadLibrary();
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    boolean opened = false;
    try {
      Files.createDirectories(folder);
      LRUCache cache = kept(parts, new LRUCache(CACHE_BYTES, CACHE_SHARD_BITS));
      BloomFilter filter = kept(parts, new BloomFilter(BLOOM_BITS));
      Options options =
          kept(parts, new Options())
              .setCreateIfMissing(true)
              .setWriteBufferSize(BUFFER_BYTES)
              .setMemtableWholeKeyFiltering(true)
              .setMemtablePrefixBloomSizeRatio(MEMORY_BLOOM)
              .setMaxTotalWalSize(2 * BUFFER_BYTES)
              .setMaxBackgroundJobs(2)
              .setCompressionType(CompressionType.LZ4_COMPRESSION)
              .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
              .setKeepLogFileNum(2)
              .setStatsDumpPeriodSec(0)
              .setTableFormatConfig(
                  new BlockBasedTableConfig()
                      .setBlockCache(cache)
                      // In pieces, of which the cache holds those that are asked for: as one, the
                      // filter of some 200,000 files would be read anew for each file.
                      .setIndexType(IndexType.kTwoLevelIndexSearch)
                      .setPartitionFilters(true)
                      .setPinTopLevelIndexAndFilter(true)
                      .setCacheIndexAndFilterBlocks(true)
                      .setCacheIndexAndFilterBlocksWithHighPriority(true)
                      .setFilterPolicy(filter));
      WriteOptions unsynced = kept(parts, new WriteOptions().setSync(false));
      RocksDB db = kept(parts, RocksDB.open(options, folder.toString()));
      opened = true;
      return new LedgerStore(folder, parts, db, unsynced);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + folder, e);
    } finally {
      if (!opened) {
        closeAll(parts);
      }
    }
  }

  private static <T extends AutoCloseable> T kept(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static void delete(Path folder) {
    try (Options options = new Options()) {
      RocksDB.destroyDB(folder.toString(), options);
    } catch (RocksDBException e) {
      throw new LedgerException("emptied", e);
    }
  }

  /** Offset up to which a partition is known; empty where it never was. */
  OptionalLong checkpoint(int partition) {
    byte @Nullable [] value = get(key(partition, 0).array());
    return value == null ? OptionalLong.empty() : OptionalLong.of(ByteBuffer.wrap(value).getLong());
  }

  /**
   * What is known of a file and of others with its bytes.
   *
   * @param own the file's own receipt
   * @param bringer receipt of the file that brings these bytes, or did; it may be the file itself
   */
  record Known(Optional<byte[]> own, Optional<byte[]> bringer) {}

  Known known(int partition, FileKey key) {
    byte @Nullable [] bringer = get(key(partition, key.sha256(), ""));
    if (bringer == null) {
      return new Known(Optional.empty(), Optional.empty());
    }
    Optional<byte[]> own = receipt(partition, key.sha256(), key.path());
    String path = new String(bringer, StandardCharsets.UTF_8);
    if (path.isEmpty()) {
      return new Known(own, Optional.empty());
    }
    return new Known(own, path.equals(key.path()) ? own : receipt(partition, key.sha256(), path));
  }

  private Optional<byte[]> receipt(int partition, String sha256, String path) {
    return Optional.ofNullable(get(key(partition, sha256, path)));
  }

  /** Writes changes in their order, and the offset up to which the partition is known with them. */
  void write(int partition, List<Change> changes, long checkpoint) {
    try (WriteBatch batch = new WriteBatch()) {
      for (Change change : changes) {
        if (change.value() != null && !change.brings()) {
          // Before all else of the batch, which may name a bringer.
          noteBytes(batch, key(partition, change.key().sha256(), ""));
        }
      }
      for (Change change : changes) {
        byte[] key = key(partition, change.key().sha256(), change.key().path());
        if (change.value() == null) {
          batch.delete(key);
        } else {
          batch.put(key, change.value());
        }
        if (change.brings()) {
          batch.put(
              key(partition, change.key().sha256(), ""),
              change.key().path().getBytes(StandardCharsets.UTF_8));
        }
      }
      batch.put(
          key(partition, 0).array(), ByteBuffer.allocate(Long.BYTES).putLong(checkpoint).array());
      db.write(unsynced, batch);
    } catch (RocksDBException e) {
      throw failure("written", e);
    }
  }

  /** Has the bytes of a file known that does not bring them. */
  private void noteBytes(WriteBatch batch, byte[] key) throws RocksDBException {
    if (get(key) == null) {
      batch.put(key, new byte[0]);
    }
  }

  /** Forgets a partition, its checkpoint included. */
  void clear(int partition) {
    try {
      db.deleteRange(key(partition, 0).array(), key(partition + 1, 0).array());
    } catch (RocksDBException e) {
      throw failure("written", e);
    }
  }

  private static byte[] key(int partition, String sha256, String path) {
    byte[] digest = HexFormat.of().parseHex(sha256);
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    return key(partition, digest.length + name.length).put(digest).put(name).array();
  }

  private static ByteBuffer key(int partition, int more) {
    return ByteBuffer.allocate(Integer.BYTES + more).putInt(partition);
  }

  private byte @Nullable [] get(byte[] key) {
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw failure("read", e);
    }
  }

  private void put(byte[] key, byte[] value) {
    try {
      db.put(unsynced, key, value);
    } catch (RocksDBException e) {
      throw failure("written", e);
    }
  }

  /** Damage that is found only now ends this store; what it held is read again from Kafka. */
  private LedgerException failure(String what, RocksDBException e) {
    if (isBroken(e)) {
      LOG.warn("event=ledger-broken folder={} reason={}", folder, e.getMessage());
      discarded = true;
    }
    return new LedgerException(what, e);
  }

  @Override
  public void close() {
    closeAll(parts);
    if (discarded) {
      delete(folder);
    }
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("RocksDB's parts close without an error", e);
      }
    }
  }
}

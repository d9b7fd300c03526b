package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Identity;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.ItemReader;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds: first all of it is read for its hash, by which the ledger knows it, then its
 * items, some at a time.
 *
 * <p>Used by one thread at a time; the ledger is none of its business.
 */
final class FileContent implements Closeable {

  /** A file up to this length is held in memory: what was hashed is what is read. In bytes. */
  static final int WHOLE = 1 << 20;

  private static final int CHUNK = 256 * 1024;

  /**
   * By what a file is known.
   *
   * @param sha256 in lower-case hexadecimal; of no bytes where the file is refused
   * @param refusal why none of its bytes was read
   */
  record Identified(String sha256, Optional<String> mediaType, Optional<Item.Rejected> refusal) {}

  /**
   * @param ended whether these are the last
   */
  record Items(List<Item> items, boolean ended) {}

  /** The file is not what it was at rest: it is to be noticed anew. */
  static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedException(FoundFile file) {
      super(file.name() + " changed while it was read");
    }
  }

  private final FoundFile file;
  private final Origin origin;
  private final Formats formats;
  private final FolderFiles files;
  private final MessageDigest firstRead = Identity.digest();

  /** Of a second reading, of what does not fit in memory. */
  private @Nullable MessageDigest secondRead;

  private byte @Nullable [] whole;
  private Formats.@Nullable Beginning beginning;
  private @Nullable String sha256;
  private @Nullable ItemReader reader;
  private boolean refused;

  FileContent(FoundFile file, Origin origin, Formats formats, FolderFiles files) {
    this.file = file;
    this.origin = origin;
    this.formats = formats;
    this.files = files;
  }

  FoundFile file() {
    return file;
  }

  Origin origin() {
    return origin;
  }

  /**
   * Reads all bytes.
   *
   * @throws ChangedException if the file changed meanwhile
   * @throws NoSuchFileException if it is gone
   * @throws IOException if it cannot be read now
   */
  Identified identify() throws IOException {
    BasicFileAttributes seen = files.attributes(file.path());
    Optional<Item.Rejected> refusal = formats.refusal(seen);
    if (refusal.isPresent()) {
      return new Identified(Identity.sha256(new byte[0]), Optional.empty(), refusal);
    }
    Formats.Beginning told = Formats.Beginning.of(hash(seen), origin);
    beginning = told;
    requireUnchanged();
    sha256 = Identity.hex(firstRead.digest());
    return new Identified(sha256, told.mediaType(), Optional.empty());
  }

  private byte[] hash(BasicFileAttributes seen) throws IOException {
    int most = Formats.Beginning.LENGTH;
    try (InputStream in = files.open(file.path(), seen)) {
      if (file.stamp().size() < WHOLE) {
        // What has grown beyond is found changed, so that nothing is read to see the end.
        byte[] room = new byte[(int) file.stamp().size()];
        // Into an array: else the channel is asked for its size and place first.
        int length = in.readNBytes(room, 0, room.length);
        byte[] bytes = length == room.length ? room : Arrays.copyOf(room, length);
        firstRead.update(bytes);
        whole = bytes;
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
      }
      byte[] start = in.readNBytes(most);
      firstRead.update(start);
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        firstRead.update(chunk, 0, n);
      }
      return start;
    }
  }

  /**
   * The next items, as many as the budget allows, or none. To be called after {@link #identify}
   * where that did not refuse the file.
   *
   * @throws ChangedException if the file is no longer the one that was identified
   * @throws IOException if it cannot be read now
   */
  Items items(Budget budget) throws IOException {
    if (reader == null) {
      reader =
          formats.open(
              bytes(), origin, Objects.requireNonNull(beginning, "To be identified first"));
    }
    List<Item> items = new ArrayList<>();
    while (!budget.isSpent()) {
      Item item = reader.next();
      if (item == null) {
        requireSameBytes();
        return new Items(items, true);
      }
      refused |= item instanceof Item.Rejected rejected && rejected.isWholeFile();
      items.add(item);
      budget.spend(Portion.weight(item));
    }
    return new Items(items, false);
  }

  private InputStream bytes() throws IOException {
    if (whole != null) {
      return new ByteArrayInputStream(whole);
    }
    MessageDigest digest = Identity.digest();
    secondRead = digest;
    return new DigestInputStream(files.open(file.path()), digest);
  }

  /** Readers end at the end of the file, except where they refuse it before. */
  private void requireSameBytes() throws IOException {
    if (secondRead == null) {
      return;
    }
    requireUnchanged();
    if (!refused && !Identity.hex(secondRead.digest()).equals(sha256)) {
      throw new ChangedException(file);
    }
  }

  private void requireUnchanged() throws IOException {
    if (!FileStamp.of(files.attributes(file.path())).equals(file.stamp())) {
      throw new ChangedException(file);
    }
  }

  /**
   * What came of a reading on another thread that has ended.
   *
   * @throws IOException if the file cannot be read now
   */
  static <T> T result(Future<T> read) throws IOException {
    if (read.state() == Future.State.SUCCESS) {
      return read.resultNow();
    }
    switch (read.exceptionNow()) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("Reading throws no other", read.exceptionNow());
    }
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}

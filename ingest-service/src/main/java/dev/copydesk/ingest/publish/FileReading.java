package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Identity;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.ItemReader;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.ingest.format.RegularFile;
import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file in portions: first all of it for its hash, by which the ledger knows it, then its
 * items. Each call does a bounded piece of the work, so that a huge file never holds up others.
 */
final class FileReading implements Closeable {

  private static final int CHUNK = 256 * 1024;

  /** Bytes from which the media type is told. */
  private static final int START = 8 * 1024;

  private final FoundFile file;
  private final Origin origin;
  private final Formats formats;
  private final FolderFiles files;
  private final Step.Listener steps;
  private final MessageDigest firstRead = Identity.digest();
  private final MessageDigest secondRead = Identity.digest();
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(START);
  private @Nullable InputStream hashing;

  /** All bytes of a file of less than a chunk: what was hashed is what is read. */
  private byte @Nullable [] whole;

  private @Nullable ItemReader items;
  private @Nullable FileReceipt receipt;

  /** The receipt of an earlier reading that refused some or all of the file. */
  private @Nullable FileReceipt tried;

  private boolean wholeFileRejected;

  FileReading(
      FoundFile file,
      String feed,
      Instant arrived,
      Formats formats,
      FolderFiles files,
      Step.Listener steps) {
    this.file = file;
    this.origin = new Origin(feed, file.name(), arrived);
    this.formats = formats;
    this.files = files;
    this.steps = steps;
  }

  /** The file is not what it was at rest: it is to be noticed anew. */
  static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedException(FoundFile file) {
      super(file.name() + " changed while it was read");
    }
  }

  FoundFile file() {
    return file;
  }

  /**
   * Goes on reading.
   *
   * @throws ChangedException if the file changed meanwhile
   * @throws NoSuchFileException if it is gone
   * @throws IOException if it cannot be read now
   */
  Advance advance(Budget budget, Ledger ledger) throws IOException {
    if (receipt != null) {
      return read(budget, receipt);
    }
    Optional<Item.Rejected> refusal = formats.refusal(RegularFile.attributes(file.path()));
    if (refusal.isPresent()) {
      // No bytes are read, so the hash is that of none.
      FileReceipt unread = fresh(Identity.sha256(new byte[0]));
      return claim(unread, ledger)
          .orElseGet(() -> new Portion(file, unread, List.of(refusal.get()), true, false));
    }
    if (!hash(budget)) {
      return new Advance.Unfinished();
    }
    requireUnchanged();
    FileReceipt fresh = fresh(Identity.hex(firstRead.digest()));
    Optional<Advance> known = claim(fresh, ledger);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<FileReceipt> bringer = ledger.bringer(fresh.getSha256());
    tried = Receipts.tried(ledger.receipt(fresh.getSha256(), file.name()), bringer).orElse(null);
    FileReceipt start = tried == null ? Receipts.start(fresh, bringer) : Receipts.again(tried);
    if (start.getState() == FileState.DUPLICATE) {
      return new Portion(file, start, List.of(), true, false);
    }
    receipt = start;
    return read(budget, start);
  }

  /** Empty where the file is this instance's to read, and nothing of it is settled. */
  private Optional<Advance> claim(FileReceipt fresh, Ledger ledger) {
    int partition = ledger.partition(fresh.getSha256());
    if (!ledger.owns(partition)) {
      return Optional.of(new Advance.NotOurs(partition));
    }
    steps.reached(Step.CLAIMED);
    return ledger
        .receipt(fresh.getSha256(), file.name())
        .filter(Receipts::isFinal)
        .map(settled -> Portion.committed(file, settled));
  }

  /** SHA-256 of the bytes, once it is known and the file is being read. */
  Optional<String> sha256() {
    return Optional.ofNullable(receipt).map(FileReceipt::getSha256);
  }

  /** The receipt that the last portion led to, on which the next one builds. */
  void committed(FileReceipt last) {
    receipt = last;
    // What is committed now must be brought to its end, whether or not it ends as before.
    tried = null;
  }

  private FileReceipt fresh(String sha256) {
    Optional<String> mediaType =
        start.size() == 0 ? Optional.empty() : formats.mediaType(start.toByteArray(), origin);
    return Receipts.fresh(
        sha256, origin.feed(), file.name(), file.stamp().size(), mediaType, origin.arrived());
  }

  private boolean hash(Budget budget) throws IOException {
    InputStream in = hashing;
    if (in == null) {
      in = files.open(file.path());
      hashing = in;
    }
    if (file.stamp().size() < CHUNK) {
      byte[] bytes = in.readNBytes(CHUNK);
      firstRead.update(bytes);
      start.write(bytes, 0, Math.min(bytes.length, START));
      whole = bytes;
      in.close();
      return true;
    }
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      firstRead.update(chunk, 0, n);
      start.write(chunk, 0, Math.min(n, START - start.size()));
      if (budget.isTimeUp()) {
        return false;
      }
    }
    in.close();
    return true;
  }

  private Advance read(Budget budget, FileReceipt before) throws IOException {
    if (items == null) {
      items =
          formats.open(
              whole == null
                  ? new DigestInputStream(files.open(file.path()), secondRead)
                  : new ByteArrayInputStream(whole),
              origin);
    }
    List<Item> portion = new ArrayList<>();
    while (!budget.isSpent()) {
      Item item = items.next();
      if (item == null) {
        requireSameBytes();
        return last(before, portion);
      }
      wholeFileRejected |= item instanceof Item.Rejected rejected && rejected.isWholeFile();
      if (wholeFileRejected || Receipts.wants(before, item.position())) {
        portion.add(item);
        budget.spend(Portion.weight(item));
      }
    }
    return portion.isEmpty()
        ? new Advance.Unfinished()
        : new Portion(file, before, portion, false, false);
  }

  /** The last portion; where a file was read again in vain it has but to be put away again. */
  private Portion last(FileReceipt before, List<Item> portion) {
    return tried != null && Receipts.isAsBefore(tried, before, portion)
        ? Portion.committed(file, tried)
        : new Portion(file, before, portion, true, false);
  }

  /** Readers end at the end of the file, except where they refuse it before. */
  private void requireSameBytes() throws IOException {
    if (whole != null) {
      return;
    }
    requireUnchanged();
    boolean same = Optional.of(Identity.hex(secondRead.digest())).equals(sha256());
    if (!same && !wholeFileRejected) {
      throw new ChangedException(file);
    }
  }

  private void requireUnchanged() throws IOException {
    if (!FileStamp.of(file.path()).equals(file.stamp())) {
      throw new ChangedException(file);
    }
  }

  @Override
  public void close() throws IOException {
    if (hashing != null) {
      hashing.close();
    }
    if (items != null) {
      items.close();
    }
  }
}

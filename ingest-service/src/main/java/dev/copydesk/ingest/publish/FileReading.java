package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of one file's content the portions that are yet to be published, by what the ledger knows
 * of it. Used by the thread that publishes.
 */
final class FileReading {

  private final FoundFile file;
  private final Origin origin;
  private final Step.Listener steps;
  private @Nullable FileReceipt receipt;

  /** The receipt of an earlier reading that refused some or all of the file. */
  private @Nullable FileReceipt tried;

  private boolean wholeFileRejected;

  FileReading(FoundFile file, Origin origin, Step.Listener steps) {
    this.file = file;
    this.origin = origin;
    this.steps = steps;
  }

  /**
   * Looks the file up. {@link Advance.Unfinished} where its items are wanted.
   *
   * @throws dev.copydesk.ingest.ledger.LedgerException if the disk does not let it
   */
  Advance begin(FileContent.Identified identified, Ledger ledger) {
    int partition = ledger.partition(identified.sha256());
    if (!ledger.owns(partition)) {
      return new Advance.NotOurs(partition);
    }
    steps.reached(Step.CLAIMED);
    Ledger.Known known = ledger.known(identified.sha256(), file.name());
    Optional<FileReceipt> own = known.own();
    if (own.filter(Receipts::isFinal).isPresent()) {
      return Portion.committed(file, own.get());
    }
    FileReceipt fresh =
        Receipts.fresh(
            identified.sha256(),
            origin.feed(),
            file.name(),
            file.stamp().size(),
            identified.mediaType(),
            origin.arrived());
    if (identified.refusal().isPresent()) {
      // Its hash is that of no bytes, which say nothing of other files.
      tried = Receipts.tried(own, Optional.empty()).orElse(null);
      FileReceipt start = tried == null ? fresh : Receipts.again(tried);
      return last(start, List.of(identified.refusal().get()));
    }
    tried = Receipts.tried(own, known.bringer()).orElse(null);
    FileReceipt start =
        tried == null ? Receipts.start(fresh, known.bringer()) : Receipts.again(tried);
    if (start.getState() == FileState.DUPLICATE) {
      return new Portion(file, start, List.of(), true, false);
    }
    receipt = start;
    return new Advance.Unfinished();
  }

  /** What of some more items is to be published. */
  Advance take(FileContent.Items content) {
    FileReceipt before = receipt;
    if (before == null) {
      throw new IllegalStateException("The items of a file come after its beginning");
    }
    List<Item> wanted = new ArrayList<>();
    for (Item item : content.items()) {
      wholeFileRejected |= item instanceof Item.Rejected rejected && rejected.isWholeFile();
      if (wholeFileRejected || Receipts.wants(before, item.position())) {
        wanted.add(item);
      }
    }
    if (content.ended()) {
      return last(before, wanted);
    }
    return wanted.isEmpty()
        ? new Advance.Unfinished()
        : new Portion(file, before, wanted, false, false);
  }

  /** The last portion; where a file was read again in vain it has but to be put away again. */
  private Portion last(FileReceipt before, List<Item> items) {
    return tried != null && Receipts.isAsBefore(tried, before, items)
        ? Portion.committed(file, tried)
        : new Portion(file, before, items, true, false);
  }

  /** SHA-256 of the bytes, once it is known that they are wanted. */
  Optional<String> sha256() {
    return Optional.ofNullable(receipt).map(FileReceipt::getSha256);
  }

  /** The receipt that the last portion led to, on which the next one builds. */
  void committed(FileReceipt last) {
    receipt = last;
    // What is committed now must be brought to its end, whether or not it ends as before.
    tried = null;
  }
}

package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in memory: some hundred bytes a file. Used by one thread. */
final class HeapLedger implements Ledger {

  private final Map<String, Map<FileKey, FileReceipt>> bySha256 = new HashMap<>();

  @Override
  public Collection<FileReceipt> receipts(String feed, String sha256) {
    return bySha256.getOrDefault(sha256, Map.of()).values().stream()
        .filter(receipt -> receipt.getFeed().equals(feed))
        .toList();
  }

  @Override
  public void enter(FileReceipt receipt) {
    bySha256
        .computeIfAbsent(receipt.getSha256(), _ -> new HashMap<>(2))
        .put(FileKey.of(receipt), trimmed(receipt));
  }

  void remove(FileKey key) {
    bySha256.computeIfPresent(
        key.sha256(),
        (_, receipts) -> {
          receipts.remove(key);
          return receipts.isEmpty() ? null : receipts;
        });
  }

  int size() {
    return bySha256.values().stream().mapToInt(Map::size).sum();
  }

  /** Where the articles went matters to the ledger only as long as more of them may follow. */
  private static FileReceipt trimmed(FileReceipt receipt) {
    return receipt.getState() == FileState.PUBLISHING
            || receipt.getState() == FileState.PARTLY_REJECTED
        ? receipt
        : FileReceipt.newBuilder(receipt).setPublished(List.of()).build();
  }
}

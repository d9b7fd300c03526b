package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.v1.FileReceipt;
import java.util.Collection;

/** The last committed receipt of every file. */
public interface Ledger {

  /** Receipts of all files of a feed with these bytes, whatever their names. */
  Collection<FileReceipt> receipts(String feed, String sha256);

  /** Keeps a receipt that is committed, in place of an earlier one of the same key. */
  void enter(FileReceipt receipt);
}

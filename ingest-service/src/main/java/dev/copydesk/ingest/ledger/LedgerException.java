package dev.copydesk.ingest.ledger;

/** The ledger's state folder does not work: the disk is full, broken or gone. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LedgerException(String what, Throwable cause) {
    super("The ledger's state folder cannot be " + what + ": " + cause.getMessage(), cause);
  }
}

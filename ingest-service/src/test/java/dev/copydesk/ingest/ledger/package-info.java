/** Reads and writes the ledger's store in temporary folders. */
@NullMarked
package dev.copydesk.ingest.ledger;

import org.jspecify.annotations.NullMarked;

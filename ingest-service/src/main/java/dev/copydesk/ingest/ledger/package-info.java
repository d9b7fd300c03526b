/** Reads {@code news.files}; tells what is known of each file, and keeps what is new. */
@NullMarked
package dev.copydesk.ingest.ledger;

import org.jspecify.annotations.NullMarked;

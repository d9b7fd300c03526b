/**
 * Reads {@code news.files}, as far as this instance owns it, into a store on disk; tells what is
 * known of each file and which files are whose.
 */
@NullMarked
package dev.copydesk.ingest.ledger;

import org.jspecify.annotations.NullMarked;

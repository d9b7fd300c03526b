/**
 * Reads complete files; writes their articles and receipts in transactions, and only then puts the
 * files away.
 */
@NullMarked
package dev.copydesk.ingest.publish;

import org.jspecify.annotations.NullMarked;

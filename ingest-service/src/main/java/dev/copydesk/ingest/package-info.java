/** Reads a watched folder; writes each article, as found, to {@code news.raw} exactly once. */
@NullMarked
package dev.copydesk.ingest;

import org.jspecify.annotations.NullMarked;

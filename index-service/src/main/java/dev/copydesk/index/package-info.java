/**
 * Reads {@code news.enriched}; writes an index of it and answers searches over HTTP: {@code
 * consume} carries the records to a {@code sink}, {@code search} asks it.
 */
@NullMarked
package dev.copydesk.index;

import org.jspecify.annotations.NullMarked;

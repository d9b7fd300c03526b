/**
 * Reads raw articles from {@code news.raw} and {@code news.replay}, writes enriched ones to {@code
 * news.enriched} and what cannot be read to the dead letters.
 */
@NullMarked
package dev.copydesk.enrich;

import org.jspecify.annotations.NullMarked;

/**
 * Reads {@code news.enriched} from where the sink says it stopped; writes batches of changes to the
 * sink and, to {@code news.dead-letters}, what cannot be read.
 */
@NullMarked
package dev.copydesk.index.consume;

import org.jspecify.annotations.NullMarked;

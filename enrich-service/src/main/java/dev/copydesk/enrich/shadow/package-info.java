/**
 * Reads {@code news.raw} by a topology with another configuration, writes topics of the shadow's
 * own; compares those with {@code news.enriched}.
 */
@NullMarked
package dev.copydesk.enrich.shadow;

import org.jspecify.annotations.NullMarked;

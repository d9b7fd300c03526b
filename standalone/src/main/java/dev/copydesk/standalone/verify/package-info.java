/**
 * Reads {@code news.raw}, {@code news.enriched}, the dead letters and the index, and compares them;
 * writes nothing but a store of its own in a temporary folder.
 */
@NullMarked
package dev.copydesk.standalone.verify;

import org.jspecify.annotations.NullMarked;

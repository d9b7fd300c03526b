/**
 * Reads receipts, dead letters and offsets of all topics; writes nothing, and answers how things
 * stand on the way from a dropped file to the index.
 */
@NullMarked
package dev.copydesk.index.road;

import org.jspecify.annotations.NullMarked;

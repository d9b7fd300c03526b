/**
 * Reads numbers, names and the sentences around them, writes who says how many of what, where, as
 * of when.
 */
@NullMarked
package dev.copydesk.annotator.claim;

import org.jspecify.annotations.NullMarked;

/** Reads a raw article, writes the enriched one: the steps of a copy editor, in order. */
@NullMarked
package dev.copydesk.annotator;

import org.jspecify.annotations.NullMarked;

/** Reads names of places, writes the country each is in: what dateline and names both ask. */
@NullMarked
package dev.copydesk.annotator.place;

import org.jspecify.annotations.NullMarked;

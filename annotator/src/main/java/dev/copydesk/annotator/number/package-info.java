/** Reads text, writes the numbers in it. */
@NullMarked
package dev.copydesk.annotator.number;

import org.jspecify.annotations.NullMarked;

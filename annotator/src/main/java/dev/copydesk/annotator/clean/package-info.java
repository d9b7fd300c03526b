/** Reads a page, writes the clean copy, what was removed from the page and why. */
@NullMarked
package dev.copydesk.annotator.clean;

import org.jspecify.annotations.NullMarked;

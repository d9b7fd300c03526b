/** Reads the bytes of a file; writes the articles in it, or why one could not be taken. */
@NullMarked
package dev.copydesk.ingest.format;

import org.jspecify.annotations.NullMarked;

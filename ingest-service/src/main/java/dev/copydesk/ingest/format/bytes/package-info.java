/** Reads the bytes of a file; writes what they begin with, their lines and their characters. */
@NullMarked
package dev.copydesk.ingest.format.bytes;

import org.jspecify.annotations.NullMarked;

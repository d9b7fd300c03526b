/** Reads the bytes of archives; writes the files in them, one after the other, never to a disk. */
@NullMarked
package dev.copydesk.ingest.format.archive;

import org.jspecify.annotations.NullMarked;

/** Reads a folder and what lies below it; writes the paths of files that will not change. */
@NullMarked
package dev.copydesk.ingest.watch;

import org.jspecify.annotations.NullMarked;

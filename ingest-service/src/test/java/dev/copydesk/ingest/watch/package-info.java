/** Reads dropped files through the whole of ingest, or a part of it, and asserts what comes out. */
@NullMarked
package dev.copydesk.ingest.watch;

import org.jspecify.annotations.NullMarked;

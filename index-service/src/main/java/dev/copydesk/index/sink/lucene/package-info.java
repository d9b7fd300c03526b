/** Reads changes and queries; writes a Lucene index in one folder of this machine. */
@NullMarked
package dev.copydesk.index.sink.lucene;

import org.jspecify.annotations.NullMarked;

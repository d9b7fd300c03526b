/** Holds Lucene to the law of the port, and its folder to its owner. */
@NullMarked
package dev.copydesk.index.sink.lucene;

import org.jspecify.annotations.NullMarked;

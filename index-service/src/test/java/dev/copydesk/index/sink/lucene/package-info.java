/** Tests. */
@NullMarked
package dev.copydesk.index.sink.lucene;

import org.jspecify.annotations.NullMarked;

/** Holds the files of lines to the law of the port. */
@NullMarked
package dev.copydesk.index.sink.jsonl;

import org.jspecify.annotations.NullMarked;

/** Writes articles as lines of JSON into files that roll: the sink for a lake. */
@NullMarked
package dev.copydesk.index.sink.jsonl;

import org.jspecify.annotations.NullMarked;

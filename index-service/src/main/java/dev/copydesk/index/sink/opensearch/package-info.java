/** Reads and writes indices of an OpenSearch cluster: the sink for many instances. */
@NullMarked
package dev.copydesk.index.sink.opensearch;

import org.jspecify.annotations.NullMarked;

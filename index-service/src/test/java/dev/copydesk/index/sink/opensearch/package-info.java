/** Holds a real OpenSearch to the law of the port, through every kind of trouble. */
@NullMarked
package dev.copydesk.index.sink.opensearch;

import org.jspecify.annotations.NullMarked;

/** Reads nothing, writes nothing: the port that keeps articles together with how far they reach. */
@NullMarked
package dev.copydesk.index.sink;

import org.jspecify.annotations.NullMarked;

/** Holds every sink to the law of the port. */
@NullMarked
package dev.copydesk.index.sink;

import org.jspecify.annotations.NullMarked;

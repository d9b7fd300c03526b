/** Asks the whole index service, over a real cluster and a real server. */
@NullMarked
package dev.copydesk.index;

import org.jspecify.annotations.NullMarked;

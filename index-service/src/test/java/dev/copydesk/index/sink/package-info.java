/** Tests. */
@NullMarked
package dev.copydesk.index.sink;

import org.jspecify.annotations.NullMarked;

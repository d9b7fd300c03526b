/** Tests. */
@NullMarked
package dev.copydesk.index.consume;

import org.jspecify.annotations.NullMarked;

/** Tests. */
@NullMarked
package dev.copydesk.index;

import org.jspecify.annotations.NullMarked;

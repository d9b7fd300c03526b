/** Tests. */
@NullMarked
package dev.copydesk.index.search;

import org.jspecify.annotations.NullMarked;

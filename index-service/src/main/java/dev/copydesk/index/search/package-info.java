/**
 * Reads what people type; writes hits, articles and errors as JSON over HTTP. Knows no index:
 * {@link dev.copydesk.index.search.Articles} is what it asks of one.
 */
@NullMarked
package dev.copydesk.index.search;

import org.jspecify.annotations.NullMarked;

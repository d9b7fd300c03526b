/** Reads queries that people type and some that nobody would. */
@NullMarked
package dev.copydesk.index.search;

import org.jspecify.annotations.NullMarked;

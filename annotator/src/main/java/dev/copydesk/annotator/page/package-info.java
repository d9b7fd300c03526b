/**
 * Reads an article's bytes, writes a page: the blocks of it in reading order, whatever the format
 * was.
 */
@NullMarked
package dev.copydesk.annotator.page;

import org.jspecify.annotations.NullMarked;

/**
 * Reads a page, writes what it says of itself: headline, byline, dates, language, each with its
 * origin.
 */
@NullMarked
package dev.copydesk.annotator.metadata;

import org.jspecify.annotations.NullMarked;

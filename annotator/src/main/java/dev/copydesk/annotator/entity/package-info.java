/** Reads text, writes the names in it. */
@NullMarked
package dev.copydesk.annotator.entity;

import org.jspecify.annotations.NullMarked;

/** Reads nothing, writes nothing: makes the objects of generated records, and no others. */
@NullMarked
package dev.copydesk.schema.model;

import org.jspecify.annotations.NullMarked;

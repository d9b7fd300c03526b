/**
 * Reads nothing, writes nothing: names the topics and what lies in them, for whoever makes or reads
 * them.
 */
@NullMarked
package dev.copydesk.schema;

import org.jspecify.annotations.NullMarked;

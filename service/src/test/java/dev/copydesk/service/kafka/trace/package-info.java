/** Traces that are begun, handed on and exported. */
@NullMarked
package dev.copydesk.service.kafka.trace;

import org.jspecify.annotations.NullMarked;

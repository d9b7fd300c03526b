/**
 * Reads and writes the trace context in the headers of records, and exports spans where somebody
 * wants them.
 */
@NullMarked
package dev.copydesk.service.kafka.trace;

import org.jspecify.annotations.NullMarked;

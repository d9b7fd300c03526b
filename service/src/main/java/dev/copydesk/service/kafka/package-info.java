/**
 * Reads and writes records on the wire: client settings, Avro in Confluent's framing, dead letters,
 * topic creation.
 */
@NullMarked
package dev.copydesk.service.kafka;

import org.jspecify.annotations.NullMarked;

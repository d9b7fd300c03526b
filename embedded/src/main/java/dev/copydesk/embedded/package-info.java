/**
 * Reads a data folder and a port, writes a running Kafka node and schema registry: child processes
 * on loopback that end when their parent does, however it ends.
 */
@NullMarked
package dev.copydesk.embedded;

import org.jspecify.annotations.NullMarked;

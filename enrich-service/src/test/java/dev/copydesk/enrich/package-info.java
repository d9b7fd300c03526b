/** Reads nothing, writes nothing: tests of the topology, without and with a broker. */
@NullMarked
package dev.copydesk.enrich;

import org.jspecify.annotations.NullMarked;

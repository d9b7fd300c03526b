/**
 * Reads what becomes of dropped files while brokers, services and the network between them are
 * broken, writes a table of it.
 */
@NullMarked
package dev.copydesk.standalone.faults;

import org.jspecify.annotations.NullMarked;

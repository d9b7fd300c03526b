/**
 * Reads the command line, files and folders; writes to the terminal, and runs broker, registry and
 * services on one machine.
 */
@NullMarked
package dev.copydesk.standalone;

import org.jspecify.annotations.NullMarked;

/**
 * Reads settings and flags, writes to the terminal and asks the index: what every command stands
 * on.
 */
@NullMarked
package dev.copydesk.standalone.command;

import org.jspecify.annotations.NullMarked;

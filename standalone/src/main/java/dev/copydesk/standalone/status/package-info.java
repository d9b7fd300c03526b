/**
 * Reads the health and metrics of running services over HTTP, writes how they are: once, or over
 * and over on a terminal.
 */
@NullMarked
package dev.copydesk.standalone.status;

import org.jspecify.annotations.NullMarked;

/**
 * Reads what a deployment looks like from this machine, writes what is wrong with it and what
 * helps.
 */
@NullMarked
package dev.copydesk.standalone.doctor;

import org.jspecify.annotations.NullMarked;

/**
 * Reads generated articles or pages of a folder and writes figures: each benchmark runs beside
 * something that does the same work by the shortest way, in the same run, and prints the ratio.
 */
@NullMarked
package dev.copydesk.bench;

import org.jspecify.annotations.NullMarked;

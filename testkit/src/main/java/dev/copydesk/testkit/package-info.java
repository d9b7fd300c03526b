/**
 * Reads nothing, writes what tests of other modules stand on: a real broker and registry, fresh
 * topics, articles, a proxy that cuts, a clock driven by hand.
 */
@NullMarked
package dev.copydesk.testkit;

import org.jspecify.annotations.NullMarked;

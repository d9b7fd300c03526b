/** Reads what the testkit promises, writes proof of it over a real broker and registry. */
@NullMarked
package dev.copydesk.testkit;

import org.jspecify.annotations.NullMarked;

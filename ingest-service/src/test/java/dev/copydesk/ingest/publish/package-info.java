/** Asserts what publishing remembers between two looks at a folder. */
@NullMarked
package dev.copydesk.ingest.publish;

import org.jspecify.annotations.NullMarked;

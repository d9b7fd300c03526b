/** Reads bytes made by the tests; asserts which articles and rejections they give. */
@NullMarked
package dev.copydesk.ingest.format;

import org.jspecify.annotations.NullMarked;

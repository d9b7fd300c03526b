/** Reads an XML file; writes the elements in it that are items, each complete in itself. */
@NullMarked
package dev.copydesk.ingest.format.xml;

import org.jspecify.annotations.NullMarked;

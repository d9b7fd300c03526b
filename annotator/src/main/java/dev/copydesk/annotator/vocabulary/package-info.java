/** How the vocabularies that lie beside the classes are read. */
@NullMarked
package dev.copydesk.annotator.vocabulary;

import org.jspecify.annotations.NullMarked;

/** Reads a paragraph, writes the names that Stanford CoreNLP (GPLv3) finds in it. */
@NullMarked
package dev.copydesk.entity.corenlp;

import org.jspecify.annotations.NullMarked;

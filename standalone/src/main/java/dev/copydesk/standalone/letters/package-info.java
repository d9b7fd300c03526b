/** Reads {@code news.dead-letters}; shows the letters, tries them again and gives them up. */
@NullMarked
package dev.copydesk.standalone.letters;

import org.jspecify.annotations.NullMarked;

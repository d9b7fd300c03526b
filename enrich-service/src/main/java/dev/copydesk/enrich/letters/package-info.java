/**
 * Reads {@code news.dead-letters}; writes letters that are tried again to {@code news.replay}, and
 * what was handled to {@code news.dead-letters.state}.
 */
@NullMarked
package dev.copydesk.enrich.letters;

import org.jspecify.annotations.NullMarked;

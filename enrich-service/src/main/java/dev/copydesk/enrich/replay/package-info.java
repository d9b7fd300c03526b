/**
 * Reads raw articles of the past from {@code news.raw}, writes them to {@code news.replay}, where
 * the topology takes them again, and its progress to {@code news.replays}, from where a replay that
 * was killed goes on.
 */
@NullMarked
package dev.copydesk.enrich.replay;

import org.jspecify.annotations.NullMarked;

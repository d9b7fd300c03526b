/**
 * Reads and writes {@code news.replays}: how far each replay is, whoever runs it, and what people
 * want of those that run.
 */
@NullMarked
package dev.copydesk.service.kafka.replays;

import org.jspecify.annotations.NullMarked;

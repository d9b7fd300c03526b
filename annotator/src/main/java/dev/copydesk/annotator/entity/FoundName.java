package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.EntityType;

/**
 * A name in a paragraph.
 *
 * @param start UTF-16 code units from the start of the paragraph
 * @param end exclusive
 */
public record FoundName(int start, int end, EntityType type) {}

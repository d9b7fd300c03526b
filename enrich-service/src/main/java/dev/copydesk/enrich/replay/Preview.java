package dev.copydesk.enrich.replay;

import java.util.Map;

/**
 * What a replay may change, before it is run.
 *
 * @param articles enriched records that its limit holds for, at most
 * @param versions their number by the version of the pipeline that made them
 */
public record Preview(long articles, Map<String, Long> versions) {}

package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.FormatLimits;
import java.nio.file.Path;

/**
 * What is published, and as whom.
 *
 * @param folder the watched folder
 * @param feed its name in receipts, and the scope of its sources' identifiers
 * @param transactionalId one an instance, the same after a restart
 */
public record PublishSettings(
    Path folder, String feed, String transactionalId, FormatLimits limits) {}

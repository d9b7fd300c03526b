package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.FormatLimits;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is published, and as whom.
 *
 * @param folder the watched folder
 * @param feed its name in receipts, and the scope of its sources' identifiers
 * @param transactionalId one an instance, the same after a restart
 * @param marker suffix of the names that mark files as complete, and go with them
 */
public record PublishSettings(
    Path folder,
    String feed,
    String transactionalId,
    OnDone onDone,
    Optional<String> marker,
    FormatLimits limits) {}

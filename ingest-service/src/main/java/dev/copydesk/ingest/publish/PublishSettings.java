package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.ledger.Member;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is published, and as whom.
 *
 * @param folder the watched folder
 * @param member its feed and this instance's name
 * @param state folder of this instance's state
 * @param marker suffix of the names that mark files as complete, and go with them
 */
public record PublishSettings(
    Path folder,
    Member member,
    Path state,
    OnDone onDone,
    Optional<String> marker,
    FormatLimits limits) {}

package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.ledger.Member;
import java.nio.file.Path;

/**
 * What is published, and as whom.
 *
 * @param folder the watched folder
 * @param member its feed and this instance's name
 * @param state folder of this instance's state
 */
public record PublishSettings(Path folder, Member member, Path state, FormatLimits limits) {}

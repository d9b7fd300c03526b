package dev.copydesk.enrich;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the topology runs.
 *
 * @param application what the consumer group, the transactions and the changelogs are named after,
 *     without the prefix of the topics
 * @param stateDir folder of the local stores; lost, they are read again from their changelogs
 * @param threads that work in parallel; more than there are partitions stand idle
 * @param instance name of this process within the application, the same over restarts, so that one
 *     that comes back takes up its work at once
 * @param tombstoneAfter how long the record of a withdrawn article stays before a tombstone takes
 *     its place
 */
public record EnrichSettings(
    String application,
    Path stateDir,
    int threads,
    Optional<String> instance,
    Duration tombstoneAfter) {

  /** How long the record that says that an article is withdrawn stays, unless said otherwise. */
  public static final Duration TOMBSTONE_AFTER = Duration.ofDays(30);

  private static final Setting APPLICATION =
      new Setting(
          "enrich.application-id",
          "copydesk-enrich",
          "Name of the topology's consumer group, transactions and changelogs; topics.prefix goes"
              + " before it.");
  private static final Setting STATE_DIR =
      new Setting("enrich.state-dir", "data/enrich", "Folder of the topology's local stores.");
  private static final Setting THREADS =
      new Setting("enrich.threads", "2", "Threads that clean and tag articles.");
  private static final Setting INSTANCE =
      new Setting(
          "enrich.instance-id",
          "",
          "Name of this process among those of the application; given one, a restart goes on"
              + " without waiting for the group to miss it.");

  private static final Setting TOMBSTONE =
      new Setting(
          "enrich.tombstone-after",
          TOMBSTONE_AFTER.toDays() + "d",
          "How long news.enriched says that an article is withdrawn, before a tombstone removes the"
              + " key.");

  public static final List<Setting> SETTINGS =
      List.of(APPLICATION, STATE_DIR, THREADS, INSTANCE, TOMBSTONE);

  public static EnrichSettings from(Settings settings) {
    String application = settings.text(APPLICATION);
    if (!application.matches("[A-Za-z0-9._-]{1,100}")) {
      settings.problem(
          "%s is \"%s\", but must be 1 to 100 letters, digits, dots, hyphens and underscores"
              .formatted(APPLICATION.key(), application));
    }
    return new EnrichSettings(
        application,
        settings.path(STATE_DIR),
        settings.integer(THREADS, 1, 256),
        settings.optionalText(INSTANCE),
        settings.duration(TOMBSTONE));
  }

  /**
   * For the same topology as an application of its own beside this one.
   *
   * @param stores folder of its own
   */
  public EnrichSettings shadow(Path stores) {
    return new EnrichSettings(
        application + "-shadow", stores, threads, Optional.empty(), tombstoneAfter);
  }

  /** The application's full id, which is also its consumer group. */
  public String applicationId(Topics topics) {
    return topics.prefix() + application;
  }
}

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
 * @param commitInterval of the topology's transactions: what is read is visible after it at the
 *     latest, and each transaction costs the brokers a marker in every partition it wrote to
 * @param standbyReplicas copies of the local stores that other instances keep warm
 */
public record EnrichSettings(
    String application,
    Path stateDir,
    int threads,
    Optional<String> instance,
    Duration tombstoneAfter,
    Duration commitInterval,
    int standbyReplicas) {

  private static final Duration TOMBSTONE_AFTER = Duration.ofDays(30);

  private static final Duration COMMITS = Duration.ofMillis(100);

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

  private static final Setting COMMIT_INTERVAL =
      new Setting(
          "enrich.commit-interval",
          COMMITS.toMillis() + "ms",
          "Time between transactions; a longer one spares the brokers and delays each article.");
  private static final Setting STANDBY_REPLICAS =
      new Setting(
          "enrich.standby-replicas",
          "0",
          "Instances that keep a copy of each local store, to take over without reading it anew.");

  public static final List<Setting> SETTINGS =
      List.of(
          APPLICATION, STATE_DIR, THREADS, INSTANCE, TOMBSTONE, COMMIT_INTERVAL, STANDBY_REPLICAS);

  /** With what is not named here as it is unless said otherwise. */
  public static EnrichSettings of(
      String application, Path stateDir, int threads, Optional<String> instance) {
    return new EnrichSettings(
        application, stateDir, threads, instance, TOMBSTONE_AFTER, COMMITS, 0);
  }

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
        settings.duration(TOMBSTONE),
        settings.duration(COMMIT_INTERVAL),
        settings.integer(STANDBY_REPLICAS, 0, 10));
  }

  /**
   * The same, with the local stores in another folder.
   *
   * @param name of the process where none was given
   */
  public EnrichSettings in(Path stores, String name) {
    return new EnrichSettings(
        application,
        stores,
        threads,
        instance.or(() -> Optional.of(name)),
        tombstoneAfter,
        commitInterval,
        standbyReplicas);
  }

  /**
   * For the same topology as an application of its own beside this one.
   *
   * @param stores folder of its own
   */
  public EnrichSettings shadow(Path stores) {
    return new EnrichSettings(
        application + "-shadow",
        stores,
        threads,
        Optional.empty(),
        tombstoneAfter,
        commitInterval,
        0);
  }

  /** The application's full id, which is also its consumer group. */
  public String applicationId(Topics topics) {
    return topics.prefix() + application;
  }
}

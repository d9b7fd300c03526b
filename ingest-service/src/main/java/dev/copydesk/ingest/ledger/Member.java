package dev.copydesk.ingest.ledger;

import java.time.Duration;

/**
 * An instance of ingest among those that share a folder.
 *
 * @param prefix of all names in the cluster
 * @param feed name of the folder; instances that watch different ones share nothing
 * @param instance its name among those of the feed, the same after a restart
 * @param sessionTimeout how long it may be silent before the others take its files over
 */
public record Member(String prefix, String feed, String instance, Duration sessionTimeout) {

  /** The consumer group that shares the partitions of {@code news.files} out. */
  public String group() {
    return prefix + "copydesk-ingest." + feed;
  }

  /** What fences an earlier life of this instance. */
  public String transactionalId() {
    return group() + "." + instance;
  }
}

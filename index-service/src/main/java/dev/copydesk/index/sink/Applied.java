package dev.copydesk.index.sink;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param indexed upserts that can be found now
 * @param withdrawn upserts that hid their article
 * @param deleted tombstones
 * @param late changes dropped because something as new was there already
 * @param refused upserts that this sink can never keep
 */
public record Applied(int indexed, int withdrawn, int deleted, int late, List<Refused> refused) {

  /**
   * An item that no waiting makes acceptable.
   *
   * @param index of the change in the batch
   * @param code stable error code
   */
  public record Refused(int index, String code, String reason) {}

  public Applied {
    refused = List.copyOf(refused);
  }
}

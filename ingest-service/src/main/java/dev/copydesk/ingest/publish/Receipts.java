package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Item;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What receipts say, and what follows from them. */
final class Receipts {

  private static final int PUBLISHED_LISTED = 1_000;
  private static final int REJECTED_LISTED = 100;

  private Receipts() {}

  /** The receipt of a file of which nothing is committed yet. */
  static FileReceipt fresh(String sha256, String feed, String path, long bytes, Instant arrived) {
    return FileReceipt.newBuilder()
        .setSha256(sha256)
        .setFeed(feed)
        .setPath(path)
        .setState(FileState.PUBLISHING)
        .setBytes(bytes)
        .setArrived(arrived.toEpochMilli())
        .setUpdated(arrived.toEpochMilli())
        .build();
  }

  /**
   * The receipt that a file begins with: DUPLICATE where another file brought its bytes; else where
   * it, or another with the same bytes that was not finished, goes on; else a fresh one.
   *
   * @param bringer the receipt of the file that brings these bytes, or did
   */
  static FileReceipt start(FileReceipt fresh, Optional<FileReceipt> bringer) {
    return bringer
        .flatMap(
            known ->
                switch (known.getState()) {
                  case PUBLISHED, PARTLY_REJECTED ->
                      Optional.of(
                          FileReceipt.newBuilder(fresh)
                              .setState(FileState.DUPLICATE)
                              .setMediaType(known.getMediaType())
                              .setDuplicateOf(known.getPath())
                              .build());
                  case PUBLISHING ->
                      Optional.of(FileReceipt.newBuilder(known).setPath(fresh.getPath()).build());
                  case DUPLICATE, REJECTED -> Optional.empty();
                })
        .orElse(fresh);
  }

  /** Whether a file with this committed receipt has but to be put away. */
  static boolean isFinal(FileReceipt receipt) {
    return switch (receipt.getState()) {
      case PUBLISHED, PARTLY_REJECTED, DUPLICATE -> true;
      // Dropped again after a change of limits or formats it may be readable; but letters of its
      // items must not be sent twice.
      case REJECTED -> receipt.getRejected().stream().anyMatch(r -> r.getPosition() != null);
      case PUBLISHING -> false;
    };
  }

  /** The receipt after some more items; the state is final where the file has come to its end. */
  static FileReceipt after(
      FileReceipt before,
      List<Item> items,
      List<PublishedArticle> published,
      boolean ended,
      Instant now) {
    List<PublishedArticle> allPublished = new ArrayList<>(before.getPublished());
    published.stream()
        .limit(Math.max(0, PUBLISHED_LISTED - allPublished.size()))
        .forEach(allPublished::add);
    List<Rejection> allRejected = new ArrayList<>(before.getRejected());
    int rejectedCount = before.getRejectedCount();
    for (Item item : items) {
      if (item instanceof Item.Rejected rejected) {
        rejectedCount++;
        if (allRejected.size() < REJECTED_LISTED) {
          allRejected.add(rejection(rejected));
        }
      }
    }
    int articles = before.getArticles() + published.size();
    int next =
        items.isEmpty() ? before.getNextPosition() : Math.max(0, items.getLast().position() + 1);
    return FileReceipt.newBuilder(before)
        .setState(ended ? state(articles, rejectedCount) : FileState.PUBLISHING)
        .setNextPosition(next)
        .setArticles(articles)
        .setPublished(allPublished)
        .setRejectedCount(rejectedCount)
        .setRejected(allRejected)
        .setUpdated(now.toEpochMilli())
        .build();
  }

  private static FileState state(int articles, int rejected) {
    if (rejected == 0) {
      return FileState.PUBLISHED;
    }
    return articles == 0 ? FileState.REJECTED : FileState.PARTLY_REJECTED;
  }

  private static Rejection rejection(Item.Rejected rejected) {
    return Rejection.newBuilder()
        .setPosition(rejected.isWholeFile() ? null : rejected.position())
        .setCode(rejected.code())
        .setReason(rejected.reason())
        .setRemedy(rejected.remedy())
        .build();
  }
}

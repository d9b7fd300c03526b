package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Item;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What receipts say, and what follows from them. */
final class Receipts {

  private static final int PUBLISHED_LISTED = 1_000;
  private static final int REJECTED_LISTED = 100;

  private Receipts() {}

  /** The receipt of a file of which nothing is committed yet. */
  static FileReceipt fresh(
      String sha256,
      String feed,
      String path,
      long bytes,
      Optional<String> mediaType,
      Instant arrived) {
    return FileReceipt.newBuilder()
        .setSha256(sha256)
        .setFeed(feed)
        .setPath(path)
        .setState(FileState.PUBLISHING)
        .setBytes(bytes)
        .setMediaType(mediaType.orElse(null))
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
      case PUBLISHED, DUPLICATE -> true;
      // Dropped again after a change of limits or formats, what was refused may be readable.
      case PARTLY_REJECTED, REJECTED, PUBLISHING -> false;
    };
  }

  /**
   * The file's own receipt, where some or all of it was refused: it is read again, unless another
   * file has brought the same bytes meanwhile.
   *
   * @param own the receipt of this very file
   * @param bringer the receipt of the file that brings these bytes, or did
   */
  static Optional<FileReceipt> tried(Optional<FileReceipt> own, Optional<FileReceipt> bringer) {
    return own.filter(
            r -> r.getState() == FileState.PARTLY_REJECTED || r.getState() == FileState.REJECTED)
        .filter(r -> bringer.isEmpty() || bringer.get().getPath().equals(r.getPath()));
  }

  /**
   * What a file begins with that is read again: its refusal as a whole is taken back, and so, one
   * by one, is that of each item that is taken now. What was published stays so.
   */
  static FileReceipt again(FileReceipt tried) {
    List<Rejection> ofItems =
        tried.getRejected().stream().filter(r -> r.getPosition() != null).toList();
    return FileReceipt.newBuilder(tried)
        .setState(FileState.PUBLISHING)
        .setRejected(ofItems)
        .setRejectedCount(tried.getRejectedCount() - (tried.getRejected().size() - ofItems.size()))
        .build();
  }

  /** Whether an item is to be published, or refused, after this receipt. */
  static boolean wants(FileReceipt before, int position) {
    return position >= before.getNextPosition() || hasRejected(before, position);
  }

  /** Whether the receipt lists the item among those refused; past the first hundred none is. */
  static boolean hasRejected(FileReceipt receipt, int position) {
    return receipt.getRejected().stream()
        .anyMatch(r -> r.getPosition() != null && r.getPosition() == position);
  }

  /** Whether nothing has come of reading a file again. */
  static boolean isAsBefore(FileReceipt tried, FileReceipt before, List<Item> items) {
    return items.stream().noneMatch(Item.Article.class::isInstance)
        && FileReceipt.newBuilder(
                after(before, items, List.of(), true, Instant.ofEpochMilli(tried.getUpdated())))
            .build()
            .equals(tried);
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
    int next = before.getNextPosition();
    for (Item item : items) {
      next = Math.max(next, item.position() + 1);
      // Of an item that is read again the refusal is taken back, or said anew.
      if (allRejected.removeIf(r -> Objects.equals(r.getPosition(), item.position()))) {
        rejectedCount--;
      }
      if (item instanceof Item.Rejected rejected) {
        rejectedCount++;
        if (allRejected.size() < REJECTED_LISTED || rejected.isWholeFile()) {
          allRejected.add(rejection(rejected));
        }
      }
    }
    allRejected.sort(
        Comparator.comparing(
            Rejection::getPosition, Comparator.nullsLast(Comparator.naturalOrder())));
    int articles = before.getArticles() + published.size();
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

package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import java.util.List;

/**
 * As much of a file as goes into one transaction.
 *
 * @param before the receipt before it
 * @param ended whether it is the last of its file
 * @param committed whether the receipt is final and committed already, so that the file has but to
 *     be put away
 */
record Portion(
    FoundFile file, FileReceipt before, List<Item> items, boolean ended, boolean committed)
    implements Advance {

  /** What an item costs beyond its bytes: its key and headers, and its line in the receipt. */
  private static final int OF_EACH_ITEM = 1024;

  /** What an item takes of a transaction, in bytes. */
  static long weight(Item item) {
    return OF_EACH_ITEM
        + switch (item) {
          case Item.Article article -> article.raw().getSource().getBytes();
          case Item.Rejected rejected -> rejected.bytes() == null ? 0 : rejected.bytes().length;
        };
  }

  long weight() {
    return items.stream().mapToLong(Portion::weight).sum();
  }

  static Portion committed(FoundFile file, FileReceipt receipt) {
    return new Portion(file, receipt, List.of(), true, true);
  }

  boolean isDuplicate() {
    return before.getState() == FileState.DUPLICATE;
  }

  boolean bringsArticles() {
    return items.stream().anyMatch(Item.Article.class::isInstance);
  }
}

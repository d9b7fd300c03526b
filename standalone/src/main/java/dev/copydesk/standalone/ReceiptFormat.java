package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.Rejection;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** Receipts of dropped files for people, or as one line of JSON each. */
enum ReceiptFormat {
  table {
    @Override
    void write(FileReceipt receipt, String rawTopic, StandardOutput out) {
      out.line(
          "%s  %-15s  %,6d %-8s  %s%s"
              .formatted(
                  time(receipt.getUpdated()).truncatedTo(ChronoUnit.SECONDS),
                  lower(receipt),
                  receipt.getArticles(),
                  receipt.getArticles() == 1 ? "article" : "articles",
                  Printable.of(receipt.getPath()),
                  receipt.getDuplicateOf() == null
                      ? ""
                      : "  = " + Printable.of(receipt.getDuplicateOf())));
      if (!receipt.getPublished().isEmpty()) {
        out.line(INDENT + articles(receipt, rawTopic));
      }
      for (Rejection rejection : receipt.getRejected()) {
        out.line(
            "%s%s%s: %s%s"
                .formatted(
                    INDENT,
                    rejection.getCode(),
                    rejection.getPosition() == null ? "" : " at " + rejection.getPosition(),
                    Printable.of(rejection.getReason()),
                    rejection.getRemedy() == null
                        ? ""
                        : ". " + Printable.of(rejection.getRemedy())));
      }
      if (receipt.getRejectedCount() > receipt.getRejected().size()) {
        out.line(
            "%s… and %,d more"
                .formatted(INDENT, receipt.getRejectedCount() - receipt.getRejected().size()));
      }
    }

    private String articles(FileReceipt receipt, String rawTopic) {
      String listed =
          receipt.getPublished().stream()
              .limit(MOST_LISTED)
              .map(at -> "%s-%d@%d".formatted(rawTopic, at.getPartition(), at.getOffset()))
              .collect(Collectors.joining(" "));
      int left = receipt.getArticles() - MOST_LISTED;
      return left > 0 ? listed + " … and %,d more".formatted(left) : listed;
    }
  },

  json {
    @Override
    void write(FileReceipt receipt, String rawTopic, StandardOutput out) {
      ObjectNode line =
          JSON.createObjectNode()
              .put("path", receipt.getPath())
              .put("feed", receipt.getFeed())
              .put("state", lower(receipt))
              .put("sha256", receipt.getSha256())
              .put("bytes", receipt.getBytes())
              .put("mediaType", receipt.getMediaType())
              .put("articles", receipt.getArticles());
      ArrayNode published = line.putArray("published");
      for (PublishedArticle article : receipt.getPublished()) {
        published
            .addObject()
            .put("position", article.getPosition())
            .put("id", article.getId())
            .put("topic", rawTopic)
            .put("partition", article.getPartition())
            .put("offset", article.getOffset());
      }
      line.put("rejectedCount", receipt.getRejectedCount());
      ArrayNode rejected = line.putArray("rejected");
      for (Rejection rejection : receipt.getRejected()) {
        rejected
            .addObject()
            .put("position", rejection.getPosition())
            .put("code", rejection.getCode())
            .put("reason", rejection.getReason())
            .put("remedy", rejection.getRemedy());
      }
      line.put("duplicateOf", receipt.getDuplicateOf())
          .put("arrived", time(receipt.getArrived()).toString())
          .put("updated", time(receipt.getUpdated()).toString());
      out.line(line.toString());
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDENT = "    ";

  /** Articles of which the table says where they lie; JSON has as many as the receipt. */
  private static final int MOST_LISTED = 5;

  /**
   * Writes a receipt.
   *
   * @param rawTopic in which its articles lie
   */
  abstract void write(FileReceipt receipt, String rawTopic, StandardOutput out);

  private static String lower(FileReceipt receipt) {
    return receipt.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}

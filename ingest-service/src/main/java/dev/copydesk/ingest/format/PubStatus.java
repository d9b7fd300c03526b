package dev.copydesk.ingest.format;

import dev.copydesk.schema.v1.ArticleStatus;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words for whether an article may be published; those of NITF among them. */
final class PubStatus {

  private PubStatus() {}

  /** Usable where nothing is said; empty where the word is none of these. */
  static Optional<ArticleStatus> parse(@Nullable String stated) {
    return switch (stated == null ? "" : stated.toLowerCase(Locale.ROOT)) {
      case "", "usable" -> Optional.of(ArticleStatus.USABLE);
      case "withheld", "embargoed" -> Optional.of(ArticleStatus.WITHHELD);
      case "canceled", "cancelled" -> Optional.of(ArticleStatus.CANCELED);
      default -> Optional.empty();
    };
  }
}

package dev.copydesk.ingest.format;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.schema.v1.Source;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts a raw article together: what its format found in it, and what follows from its bytes. */
final class ArticleBuilder {

  private final Origin origin;
  private final int position;
  private final byte[] bytes;
  private final String mediaType;
  private @Nullable String charset;
  private @Nullable String uri;
  private @Nullable Instant version;
  private ArticleStatus status = ArticleStatus.USABLE;
  private @Nullable Instant embargoed;

  private ArticleBuilder(Origin origin, int position, byte[] bytes, String mediaType) {
    this.origin = origin;
    this.position = position;
    this.bytes = bytes;
    this.mediaType = mediaType;
  }

  static ArticleBuilder of(Origin origin, int position, byte[] bytes, String mediaType) {
    return new ArticleBuilder(origin, position, bytes, mediaType);
  }

  ArticleBuilder charset(@Nullable String name) {
    charset = name;
    return this;
  }

  /** The source's own identifier, or null for none. */
  ArticleBuilder uri(@Nullable String identifier) {
    uri = identifier;
    return this;
  }

  /** The source's own date of this version, or null for none. */
  ArticleBuilder version(@Nullable Instant time) {
    version = time;
    return this;
  }

  /**
   * An embargo holds whatever the status says; one that cannot be read holds for good.
   *
   * @param until when it ends, as the source writes it; null or empty for none
   */
  ArticleBuilder embargo(ArticleStatus stated, @Nullable String until) {
    status = stated;
    if (until != null && !until.isEmpty()) {
      embargoed = SourceTime.parse(until).orElse(null);
      boolean holds = embargoed == null || embargoed.isAfter(origin.arrived());
      status = stated == ArticleStatus.USABLE && holds ? ArticleStatus.WITHHELD : stated;
    }
    return this;
  }

  Item build() {
    String sha256 = Identity.sha256(bytes);
    long arrived = origin.arrived().toEpochMilli();
    Source source =
        Source.newBuilder()
            .setFeed(origin.feed())
            .setPath(origin.path())
            .setPosition(position)
            .setSha256(sha256)
            .setMediaType(mediaType)
            .setCharset(charset)
            .setBytes(bytes.length)
            .build();
    return new Item.Article(
        RawArticle.newBuilder()
            .setId(uri == null ? Identity.ofBytes(sha256) : Identity.ofUri(origin.feed(), uri))
            .setUri(uri)
            .setRevision(version == null ? arrived : version.toEpochMilli())
            .setRevisionOrigin(version == null ? RevisionOrigin.ARRIVAL : RevisionOrigin.SOURCE)
            .setStatus(status)
            .setEmbargoed(embargoed == null ? null : embargoed.toEpochMilli())
            .setSource(source)
            .setArrived(arrived)
            .setContent(ByteBuffer.wrap(bytes))
            .build());
  }
}

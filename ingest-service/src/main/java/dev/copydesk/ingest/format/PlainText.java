package dev.copydesk.ingest.format;

import java.util.Set;

/** One article a file, as text. */
final class PlainText implements ArticleFormat {

  @Override
  public String mediaType() {
    return "text/plain";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("txt", "text");
  }

  /** Anything may be plain text, so that nothing is. */
  @Override
  public boolean recognises(Head head) {
    return false;
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new WholeFile(
        in,
        limits.article(),
        bytes -> {
          ByteOrderMark mark = ByteOrderMark.of(bytes);
          return ArticleBuilder.of(origin, 0, bytes, mediaType())
              .charset(mark == null ? null : mark.charset().name())
              .build();
        });
  }
}

package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import java.util.Set;

/**
 * One article a file, as text or Markdown (RFC 7763), whose bytes stay as they are: what Markdown
 * means is for the readers downstream.
 */
record TextFile(String mediaType, Set<String> suffixes) implements ArticleFormat {

  static final TextFile PLAIN = new TextFile("text/plain", Set.of("txt", "text"));
  static final TextFile MARKDOWN = new TextFile("text/markdown", Set.of("md", "markdown"));

  /** Anything may be text, so that nothing is. */
  @Override
  public boolean recognises(Head head) {
    return false;
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new WholeFile(
        in,
        limits.article(),
        bytes ->
            DecodedText.item(
                bytes,
                null,
                Item.Rejected.WHOLE_FILE,
                charset ->
                    ArticleBuilder.of(origin, 0, bytes, mediaType).charset(charset).build()));
  }
}

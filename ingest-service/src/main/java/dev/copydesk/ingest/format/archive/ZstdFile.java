package dev.copydesk.ingest.format.archive;

import com.github.luben.zstd.ZstdInputStream;
import dev.copydesk.ingest.format.bytes.Head;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** One file in Zstandard (RFC 8878). */
final class ZstdFile implements Archive {

  /** Power of two of the largest window; a frame may ask for more memory, in vain. */
  private static final int LARGEST_WINDOW = 27;

  @Override
  public String mediaType() {
    return "application/zstd";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("zst", "tzst");
  }

  @Override
  public boolean recognises(Head head) {
    return head.latin1().startsWith("(\265/\375");
  }

  @Override
  public boolean isSingle() {
    return true;
  }

  @Override
  public Entries entries(InputStream in, String name) throws IOException {
    ZstdInputStream bytes = new ZstdInputStream(in);
    bytes.setLongMax(LARGEST_WINDOW);
    return new SingleEntry(bytes, SingleEntry.inner(name));
  }
}

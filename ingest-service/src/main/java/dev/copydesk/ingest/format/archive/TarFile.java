package dev.copydesk.ingest.format.archive;

import dev.copydesk.ingest.format.bytes.Head;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Files in a tar. */
final class TarFile implements Archive {

  private static final int MAGIC = 257;

  @Override
  public String mediaType() {
    return "application/x-tar";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("tar");
  }

  @Override
  public boolean recognises(Head head) {
    return head.latin1().startsWith("ustar", MAGIC);
  }

  @Override
  public boolean isSingle() {
    return false;
  }

  @Override
  public Entries entries(InputStream in, String name) {
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    return () -> {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null && entry.isDirectory()) {
        entry = tar.getNextEntry();
      }
      if (entry == null) {
        return null;
      }
      boolean isPlace = entry.isLink() || entry.isSymbolicLink() || !entry.isFile();
      if (isPlace || entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
        return new Entry.NoFile(entry.getName());
      }
      return tar.canReadEntryData(entry)
          ? new Entry.File(entry.getName(), tar)
          : new Entry.Unreadable(entry.getName());
    };
  }
}

package dev.copydesk.ingest.format.archive;

import dev.copydesk.ingest.format.bytes.Head;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Files in a ZIP, in the order in which they lie there. */
final class ZipFile implements Archive {

  @Override
  public String mediaType() {
    return "application/zip";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("zip");
  }

  @Override
  public boolean recognises(Head head) {
    return head.latin1().startsWith("PK\003\004") || head.latin1().startsWith("PK\005\006");
  }

  @Override
  public boolean isSingle() {
    return false;
  }

  @Override
  public Entries entries(InputStream in, String name) {
    ZipArchiveInputStream zip = new ZipArchiveInputStream(in);
    return () -> {
      ZipArchiveEntry entry = zip.getNextEntry();
      while (entry != null && entry.isDirectory()) {
        entry = zip.getNextEntry();
      }
      if (entry == null) {
        return null;
      }
      if (entry.isUnixSymlink()) {
        return new Entry.NoFile(entry.getName());
      }
      return zip.canReadEntryData(entry)
          ? new Entry.File(entry.getName(), zip)
          : new Entry.Unreadable(entry.getName());
    };
  }
}

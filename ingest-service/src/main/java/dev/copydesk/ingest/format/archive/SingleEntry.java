package dev.copydesk.ingest.format.archive;

import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one file in a compressed file, which has no name of its own. */
final class SingleEntry implements Archive.Entries {

  private Archive.@Nullable Entry entry;

  SingleEntry(InputStream bytes, String name) {
    entry = new Archive.Entry.File(name, bytes);
  }

  /** The name without the suffix that compression gave it. */
  static String inner(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    if (lower.endsWith(".tgz") || lower.endsWith(".tzst")) {
      return name.substring(0, dot) + ".tar";
    }
    return lower.endsWith(".gz") || lower.endsWith(".zst") ? name.substring(0, dot) : name;
  }

  @Override
  public Archive.@Nullable Entry next() {
    Archive.Entry only = entry;
    entry = null;
    return only;
  }
}

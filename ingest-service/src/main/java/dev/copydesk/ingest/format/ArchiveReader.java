package dev.copydesk.ingest.format;

import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the items of all files in an archive, one after the other. Nothing is written to disk
 * and no name of an entry leads anywhere. An entry that is not taken does not touch the next.
 */
final class ArchiveReader implements ItemReader {

  private final ArchiveFormat format;
  private final FileBytes in;
  private final Origin origin;
  private final Formats formats;
  private final Unpacking unpacking;
  private ArchiveFormat.@Nullable Entries entries;
  private @Nullable ItemReader items;
  private String label = "";
  private long unpacked;
  private int position;
  private boolean ended;

  ArchiveReader(
      ArchiveFormat format, FileBytes in, Origin origin, Formats formats, Unpacking unpacking) {
    this.format = format;
    this.in = in;
    this.origin = origin;
    this.formats = formats;
    this.unpacking = unpacking;
  }

  @Override
  public @Nullable Item next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      Item item = find();
      ended = item == null;
      return ended && position == 0 ? RejectionCode.NO_ARTICLE.file() : item;
    } catch (Unpacking.TooLargeException e) {
      in.requireReadable();
      return end(
          RejectionCode.ARCHIVE_TOO_LARGE.item(
              place(), null, "%s", String.valueOf(e.getMessage())));
    } catch (IOException _) {
      in.requireReadable();
      return end(RejectionCode.ARCHIVE_UNREADABLE.item(place(), null));
    }
  }

  private @Nullable Item find() throws IOException {
    while (true) {
      Item item = items == null ? null : items.next();
      if (item != null) {
        return placed(item);
      }
      if (items != null) {
        items.close();
        items = null;
      }
      ArchiveFormat.Entry entry = nextEntry();
      if (entry == null) {
        return null;
      }
      if (isHidden(entry.name())) {
        continue;
      }
      Origin inside = origin.inside(entry.name());
      label = inside.fileName();
      if (entry.bytes() == null) {
        return placed(entry.otherwise().file());
      }
      items = formats.open(new FileBytes(counted(entry.bytes())), inside, unpacking.inner());
    }
  }

  private ArchiveFormat.@Nullable Entry nextEntry() throws IOException {
    try {
      if (entries == null) {
        entries = format.entries(in, origin.fileName());
      }
      ArchiveFormat.Entry entry = entries.next();
      if (entry != null) {
        unpacking.entry();
      }
      return entry;
    } catch (RuntimeException e) {
      throw new IOException("What the archive says of itself makes no sense", e);
    }
  }

  /** What systems put into archives of their own. */
  private static boolean isHidden(String name) {
    String lower = name.replace('\\', '/').toLowerCase(Locale.ROOT);
    return lower.startsWith("__macosx/")
        || lower.substring(lower.lastIndexOf('/') + 1).startsWith(".");
  }

  /** In a file of files, items are counted through; their places in their own files may repeat. */
  private Item placed(Item item) {
    if (format.isSingle()) {
      position = Math.max(position, item.position()) + 1;
      return item;
    }
    int here = position++;
    return switch (item) {
      case Item.Article(RawArticle raw) -> new Item.Article(at(here, raw));
      case Item.Rejected no ->
          new Item.Rejected(here, no.code(), label + ": " + no.reason(), no.remedy(), no.bytes());
    };
  }

  private static RawArticle at(int position, RawArticle raw) {
    Source moved = Source.newBuilder(raw.getSource()).setPosition(position).build();
    return RawArticle.newBuilder(raw).setSource(moved).build();
  }

  private int place() {
    return position == 0 ? Item.Rejected.WHOLE_FILE : position;
  }

  private Item end(Item last) {
    ended = true;
    return last;
  }

  private InputStream counted(InputStream entry) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
          read = entry.read(bytes, offset, length);
        } catch (RuntimeException e) {
          throw new IOException("What the archive holds makes no sense", e);
        }
        if (read > 0) {
          unpacked += read;
          unpacking.unpacked(read, unpacked, in.count());
        }
        return read;
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (items != null) {
      items.close();
    }
    in.close();
  }
}

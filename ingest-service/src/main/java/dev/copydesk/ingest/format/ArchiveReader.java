package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.archive.Archive;
import dev.copydesk.ingest.format.archive.Unpacking;
import dev.copydesk.ingest.format.bytes.FileBytes;
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

  private final Archive archive;
  private final FileBytes in;
  private final Origin origin;
  private final Formats formats;
  private final Unpacking unpacking;
  private Archive.@Nullable Entries entries;
  private @Nullable ItemReader items;
  private InputStream file = InputStream.nullInputStream();
  private String label = "";
  private long unpacked;
  private int position;
  private boolean ended;

  ArchiveReader(
      Archive archive, FileBytes in, Origin origin, Formats formats, Unpacking unpacking) {
    this.archive = archive;
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
        if (!archive.isSingle()) {
          drain();
        }
      }
      Archive.Entry entry = nextEntry();
      if (entry == null) {
        return null;
      }
      file =
          entry instanceof Archive.Entry.File(String _, InputStream bytes)
              ? counted(bytes)
              : InputStream.nullInputStream();
      if (isHidden(entry.name())) {
        drain();
        continue;
      }
      Origin inside = origin.inside(entry.name());
      label = inside.fileName();
      switch (entry) {
        case Archive.Entry.File _ ->
            items = formats.open(new FileBytes(file), inside, unpacking.inner());
        case Archive.Entry.NoFile _ -> {
          return placed(RejectionCode.NOT_A_REGULAR_FILE.file());
        }
        case Archive.Entry.Unreadable _ -> {
          return placed(RejectionCode.ARCHIVE_UNREADABLE.file());
        }
      }
    }
  }

  /** What a file's reader leaves unread is unpacked all the same, and counts. */
  private void drain() throws IOException {
    byte[] sink = new byte[16 * 1024];
    while (file.read(sink, 0, sink.length) >= 0) {
      // Nobody needs them.
    }
  }

  private Archive.@Nullable Entry nextEntry() throws IOException {
    try {
      if (entries == null) {
        entries = archive.entries(in, origin.fileName());
      }
      Archive.Entry entry = entries.next();
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
    if (archive.isSingle()) {
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

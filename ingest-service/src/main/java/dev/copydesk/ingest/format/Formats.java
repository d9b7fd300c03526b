package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.archive.Archive;
import dev.copydesk.ingest.format.archive.Unpacking;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The formats that articles come in. A file is told by what it begins with; only where that says
 * nothing, as with plain text, its suffix decides whether it is read and as what.
 */
public final class Formats {

  /** Those told by content come in the order in which they are asked. */
  private static final List<Format> ALL =
      Stream.concat(Archive.all().stream().map(ArchiveFormat::new), articles()).toList();

  private final FormatLimits limits;

  private static Stream<Format> articles() {
    return Stream.of(
        new WarcFile(),
        new RssFeed(),
        new AtomFeed(),
        new Nitf(),
        new NewsMlG2(),
        new HtmlPage(),
        new SavedPage(),
        new EmailMessage(),
        new NinjsArray(),
        new NinjsLines(),
        new NinjsFile(),
        TextFile.MARKDOWN,
        TextFile.PLAIN);
  }

  public Formats(FormatLimits limits) {
    this.limits = limits;
  }

  /**
   * Opens a file, unless it is such that it must not be opened.
   *
   * @throws IOException if the file is gone or cannot be read, which says nothing about its content
   */
  public ItemReader open(Path file, Origin origin) throws IOException {
    Optional<Item.Rejected> refusal = refusal(RegularFile.attributes(file));
    return refusal.isPresent() ? new OneItem(refusal.get()) : open(RegularFile.open(file), origin);
  }

  /** Why a file with these attributes is not to be opened; empty where it is. */
  public Optional<Item.Rejected> refusal(BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) {
      return Optional.of(RejectionCode.NOT_A_REGULAR_FILE.file());
    }
    if (attributes.size() > limits.file()) {
      return Optional.of(
          RejectionCode.FILE_TOO_LARGE.file(
              "%,d bytes, of %,d at most", attributes.size(), limits.file()));
    }
    return Optional.empty();
  }

  /**
   * Reads a stream from its first byte; the reader closes it.
   *
   * @throws IOException if the stream cannot be read
   */
  public ItemReader open(InputStream stream, Origin origin) throws IOException {
    FileBytes in = new FileBytes(stream);
    return new WholeStream(open(in, origin, new Unpacking(limits.archive())), in);
  }

  /** The same, of a file of which it is known what it is. */
  public ItemReader open(InputStream stream, Origin origin, Beginning beginning) {
    FileBytes in = new FileBytes(stream);
    return new WholeStream(open(in, origin, beginning, new Unpacking(limits.archive())), in);
  }

  /** As {@link #open(InputStream, Origin)}, for a file in an archive too. */
  ItemReader open(FileBytes in, Origin origin, Unpacking unpacking) throws IOException {
    Head head;
    try {
      head = Head.peek(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return open(in, origin, Beginning.of(head, origin), unpacking);
  }

  private ItemReader open(FileBytes in, Origin origin, Beginning beginning, Unpacking unpacking) {
    Head head = beginning.head();
    if (head.isEmpty()) {
      return new OneItem(RejectionCode.EMPTY_FILE.file());
    }
    if (head.isWhole() && head.isBlank()) {
      return new OneItem(RejectionCode.BLANK_FILE.file());
    }
    if (beginning.format().isEmpty()) {
      return new OneItem(RejectionCode.UNSUPPORTED_MEDIA_TYPE.file());
    }
    return switch (beginning.format().get()) {
      case ArticleFormat articles -> articles.read(in, head, origin, limits);
      case ArchiveFormat file when !file.recognises(head) ->
          new OneItem(RejectionCode.ARCHIVE_UNREADABLE.file());
      case ArchiveFormat _ when unpacking.isDeepest() ->
          new OneItem(RejectionCode.ARCHIVE_TOO_LARGE.file("archives within archives"));
      case ArchiveFormat(Archive archive) ->
          new ArchiveReader(archive, in, origin, this, unpacking);
    };
  }

  /** The first bytes of a file, and which format they tell. */
  public static final class Beginning {

    /** Bytes that are enough to tell. */
    public static final int LENGTH = Head.LENGTH;

    private final Head head;
    private final Optional<Format> format;

    private Beginning(Head head, Optional<Format> format) {
      this.head = head;
      this.format = format;
    }

    /**
     * @param start the first {@link #LENGTH} bytes, or all
     */
    public static Beginning of(byte[] start, Origin origin) {
      return of(new Head(start, start.length < LENGTH), origin);
    }

    private static Beginning of(Head head, Origin origin) {
      return new Beginning(head, head.isEmpty() ? Optional.empty() : Formats.format(head, origin));
    }

    /** Empty where it is none of the formats, or the file is empty. */
    public Optional<String> mediaType() {
      return format.map(Format::mediaType);
    }

    private Head head() {
      return head;
    }

    private Optional<Format> format() {
      return format;
    }
  }

  /** By what it begins with, whatever its name; text that says nothing of itself by its name. */
  private static Optional<Format> format(Head head, Origin origin) {
    if (head.isOfficeFile()) {
      return Optional.empty();
    }
    Optional<Format> recognised = ALL.stream().filter(f -> f.recognises(head)).findFirst();
    if (recognised.isPresent() || head.isBinary()) {
      return recognised;
    }
    return origin.isUnnamed() ? Optional.of(TextFile.PLAIN) : bySuffix(suffix(origin.fileName()));
  }

  /** Whether a file of this name is taken for an article where its content says nothing. */
  public static boolean takesByName(String fileName) {
    return bySuffix(suffix(fileName)).isPresent();
  }

  private static Optional<Format> bySuffix(String suffix) {
    return ALL.stream().filter(f -> f.suffixes().contains(suffix)).findFirst();
  }

  private static String suffix(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Reads to the end of a stream what its items may leave unread, unless all is refused. */
  private static final class WholeStream implements ItemReader {

    private final ItemReader items;
    private final FileBytes in;
    private boolean refused;

    WholeStream(ItemReader items, FileBytes in) {
      this.items = items;
      this.in = in;
    }

    @Override
    public @Nullable Item next() throws IOException {
      Item item = items.next();
      refused |= item instanceof Item.Rejected rejected && rejected.isWholeFile();
      if (item == null && !refused) {
        in.drain();
      }
      return item;
    }

    @Override
    public void close() throws IOException {
      items.close();
      in.close();
    }
  }
}

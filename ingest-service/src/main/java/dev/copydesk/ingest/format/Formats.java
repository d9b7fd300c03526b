package dev.copydesk.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The formats that articles come in. The name of a file says whether it is to be read at all, and
 * how; what it begins with overrules its suffix.
 */
public final class Formats {

  /** Those told by content come in the order in which they are asked. */
  private static final List<Format> ALL =
      List.of(new HtmlPage(), new NinjsLines(), new NinjsFile(), new PlainText());

  private final FormatLimits limits;

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
    PushbackInputStream in = Head.peekable(stream);
    try {
      Head head = Head.peek(in);
      Optional<Item.Rejected> rejection = rejection(head, origin);
      if (rejection.isPresent()) {
        in.close();
        return new OneItem(rejection.get());
      }
      return format(head, origin).orElseThrow().read(in, head, origin, limits);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Media type of a file that begins so; empty where it is none of the formats. */
  public Optional<String> mediaType(byte[] start, Origin origin) {
    return format(new Head(start, false), origin).map(Format::mediaType);
  }

  private static Optional<Item.Rejected> rejection(Head head, Origin origin) {
    if (format(head, origin).isEmpty()) {
      return Optional.of(RejectionCode.UNSUPPORTED_MEDIA_TYPE.file());
    }
    if (head.isEmpty()) {
      return Optional.of(RejectionCode.EMPTY_FILE.file());
    }
    if (head.isWhole() && head.isBlank()) {
      return Optional.of(RejectionCode.BLANK_FILE.file());
    }
    return Optional.empty();
  }

  private static Optional<Format> format(Head head, Origin origin) {
    boolean named = !origin.path().equals(Origin.UNNAMED);
    @Nullable Format announced = named ? bySuffix(origin.fileName()) : ALL.getLast();
    if (announced == null || head.isBinary()) {
      return Optional.empty();
    }
    Optional<Format> recognised = ALL.stream().filter(f -> f.recognises(head)).findFirst();
    return Optional.of(recognised.orElse(announced));
  }

  private static @Nullable Format bySuffix(String fileName) {
    String suffix = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ALL.stream().filter(f -> f.suffixes().contains(suffix)).findFirst().orElse(null);
  }

  /** A file of which nothing but one thing is to be said. */
  private static final class OneItem implements ItemReader {

    private @Nullable Item item;

    OneItem(Item item) {
      this.item = item;
    }

    @Override
    public @Nullable Item next() {
      Item only = item;
      item = null;
      return only;
    }

    @Override
    public void close() {}
  }
}

package dev.copydesk.ingest.format.bytes;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a file, by which its format is told. Many formats are asked in turn, so that
 * what they look at is made once.
 */
public final class Head {

  public static final int LENGTH = 8 * 1024;

  /** Share of NULs that any page has in UTF-16, for its markup or its Latin letters. */
  private static final double LEAST_ZEROS = 0.2;

  private static final int FEWEST_ZEROS = 4;

  /** First bytes of formats that no suffix makes an article. */
  private static final List<String> BINARY =
      List.of(
          "%PDF-",
          "%!PS",
          "PK\003\004",
          "\037\213",
          "(\265/\375",
          "BZh",
          "\3757zXZ",
          "7z\274\257",
          "Rar!",
          "\211PNG",
          "\377\330\377",
          "GIF8",
          "RIFF",
          "ID3",
          "OggS",
          "fLaC",
          "\177ELF",
          "\320\317\021\340",
          "{\\rtf");

  /** What office and book formats, which are ZIPs of parts, have as their first part. */
  private static final Pattern OFFICE =
      Pattern.compile("mimetype|\\[Content_Types\\]\\.xml|_rels/.*|docProps/.*|META-INF/.*");

  private static final int ZIP_NAME = 30;

  private final byte[] bytes;
  private final boolean isWhole;
  private final @Nullable Charset wideCharset;
  private @Nullable String start;
  private @Nullable String latin1;

  /**
   * @param isWhole whether the file has no more bytes than these
   */
  public Head(byte[] bytes, boolean isWhole) {
    this.bytes = bytes;
    this.isWhole = isWhole;
    this.wideCharset = wideCharset(bytes, bytes.length);
  }

  /** Looks at the first bytes and puts them back. */
  public static Head peek(FileBytes in) throws IOException {
    byte[] bytes = in.readNBytes(LENGTH);
    in.unread(bytes);
    return new Head(bytes, bytes.length < LENGTH);
  }

  public byte[] bytes() {
    return bytes;
  }

  public boolean isWhole() {
    return isWhole;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Whether all of it is white space, which says nothing of what follows. */
  public boolean isBlank() {
    return Blank.isBlank(bytes, 0, bytes.length);
  }

  /** Whether it begins as something else than text. */
  public boolean isBinary() {
    String start = latin1();
    return BINARY.stream().anyMatch(start::startsWith)
        || start.startsWith("ftyp", 4)
        || (wideCharset == null && start.indexOf('\0') >= 0);
  }

  /** Whether it is a ZIP that an office program or an e-book made, or a program. */
  public boolean isOfficeFile() {
    String start = latin1();
    if (!start.startsWith("PK\003\004") || start.length() < ZIP_NAME) {
      return false;
    }
    int length = start.charAt(26) + 256 * start.charAt(27);
    String name = start.substring(ZIP_NAME, Math.min(start.length(), ZIP_NAME + length));
    return OFFICE.matcher(name).matches();
  }

  /** Whether its first visible character is this one, of ASCII: quickly told of most texts. */
  public boolean beginsWith(char first) {
    if (wideCharset != null) {
      return start().indexOf(first) == 0;
    }
    ByteOrderMark mark = ByteOrderMark.of(bytes);
    int i = mark == null ? 0 : mark.length();
    while (i < bytes.length && Character.isWhitespace(bytes[i] & 0xFF)) {
      i++;
    }
    return i < bytes.length && bytes[i] == first;
  }

  /** The text from the first visible character on, in lower case; markup and JSON are ASCII. */
  public String start() {
    String known = start;
    if (known == null) {
      known = text().stripLeading().toLowerCase(Locale.ROOT);
      start = known;
    }
    return known;
  }

  /** The text, byte by byte unless it is in UTF-16 or signed. */
  public String text() {
    ByteOrderMark mark = ByteOrderMark.of(bytes);
    int from = mark == null ? 0 : mark.length();
    Charset charset = mark == null ? wideCharset : mark.charset();
    return new String(
        bytes, from, bytes.length - from, charset == null ? StandardCharsets.ISO_8859_1 : charset);
  }

  public String latin1() {
    String known = latin1;
    if (known == null) {
      known = new String(bytes, StandardCharsets.ISO_8859_1);
      latin1 = known;
    }
    return known;
  }

  /** UTF-16 where the bytes are such, with a mark or without; null where they are not. */
  public @Nullable Charset wideCharset() {
    return wideCharset;
  }

  /** The same, of so many bytes. */
  static @Nullable Charset wideCharset(byte[] bytes, int length) {
    ByteOrderMark mark = ByteOrderMark.of(bytes);
    if (mark != null) {
      return mark.charset().equals(StandardCharsets.UTF_8) ? null : mark.charset();
    }
    int even = zeros(bytes, 0, length);
    int odd = zeros(bytes, 1, length);
    int most = Math.max(even, odd);
    boolean few = most < FEWEST_ZEROS || most <= LEAST_ZEROS * length;
    if (few || Math.min(even, odd) > 0) {
      return null;
    }
    return even > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  private static int zeros(byte[] bytes, int from, int length) {
    int zeros = 0;
    for (int i = from; i < length; i += 2) {
      if (bytes[i] == 0) {
        zeros++;
      }
    }
    return zeros;
  }
}

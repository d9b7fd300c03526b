package dev.copydesk.ingest.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The first bytes of a file, by which its format is told. */
@SuppressWarnings("ArrayRecordComponent")
record Head(byte[] bytes, boolean isWhole) {

  static final int LENGTH = 8 * 1024;

  /** First bytes of formats that no suffix makes an article. */
  private static final List<String> BINARY =
      List.of(
          "%PDF-",
          "PK\003\004",
          "\037\213",
          "(\265/\375",
          "\211PNG",
          "\377\330\377",
          "GIF8",
          "RIFF",
          "ID3",
          "\177ELF",
          "\320\317\021\340",
          "{\\rtf");

  /** Looks at the first bytes and puts them back. */
  static Head peek(FileBytes in) throws IOException {
    byte[] bytes = in.readNBytes(LENGTH);
    in.unread(bytes);
    return new Head(bytes, bytes.length < LENGTH);
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Whether all of it is white space, which says nothing of what follows. */
  boolean isBlank() {
    return Blank.isBlank(bytes, 0, bytes.length);
  }

  /** Whether it begins as something else than text. */
  boolean isBinary() {
    String start = latin1();
    return BINARY.stream().anyMatch(start::startsWith)
        || (ByteOrderMark.of(bytes) == null && start.indexOf('\0') >= 0);
  }

  /** The text from the first visible character on, in lower case; markup and JSON are ASCII. */
  String start() {
    ByteOrderMark mark = ByteOrderMark.of(bytes);
    String text =
        mark == null
            ? latin1()
            : new String(bytes, mark.length(), bytes.length - mark.length(), mark.charset());
    return text.stripLeading().toLowerCase(Locale.ROOT);
  }

  String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

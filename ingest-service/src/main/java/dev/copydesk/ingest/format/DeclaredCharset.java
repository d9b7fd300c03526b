package dev.copydesk.ingest.format;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The charset that a page says it is in: by its byte order mark, else in its head. */
final class DeclaredCharset {

  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?i)(?:<\\?xml[^>]{0,200}\\bencoding|<meta\\b[^>]{0,500}\\bcharset)"
              + "\\s*=\\s*[\"']?\\s*([a-z0-9][a-z0-9._:-]{1,40})");

  private DeclaredCharset() {}

  /** Its IANA name, or null where the page declares none, or one unknown. */
  static @Nullable String of(Head head) {
    ByteOrderMark mark = ByteOrderMark.of(head.bytes());
    if (mark != null) {
      return mark.charset().name();
    }
    Matcher declaration = DECLARATION.matcher(head.latin1());
    if (!declaration.find()) {
      return null;
    }
    try {
      String name = Charset.forName(declaration.group(1)).name();
      // What could be read as ASCII is not in UTF-16, whatever it says (WHATWG HTML, 13.2.3.3).
      return name.startsWith("UTF-16") ? "UTF-8" : name;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return null;
    }
  }
}

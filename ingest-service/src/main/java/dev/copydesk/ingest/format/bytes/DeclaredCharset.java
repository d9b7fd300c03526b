package dev.copydesk.ingest.format.bytes;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The charset that a page says in its head that it is in. */
public final class DeclaredCharset {

  private static final Pattern PAGE =
      Pattern.compile(
          "(?i)(?:<\\?xml[^>]{0,200}\\bencoding|<meta\\b[^>]{0,500}\\bcharset)"
              + "\\s*=\\s*[\"']?\\s*([a-z0-9][a-z0-9._:-]{1,40})");

  private static final Pattern XML =
      Pattern.compile("(?i)\\A\\s*<\\?xml[^>]{0,200}\\bencoding\\s*=\\s*[\"']([^\"'>]{1,40})");

  private DeclaredCharset() {}

  /** The IANA name, or null where the page declares none, or one unknown. */
  public static @Nullable String ofPage(Head head) {
    Matcher declaration = PAGE.matcher(head.latin1());
    Charset charset = declaration.find() ? known(declaration.group(1)) : null;
    // What could be read as ASCII is not in UTF-16, whatever it says (WHATWG HTML, 13.2.3.3).
    return charset == null || charset.name().startsWith("UTF-16") ? null : charset.name();
  }

  /** The name in an XML declaration as it stands there, or null. */
  public static @Nullable String ofXml(Head head) {
    Matcher declaration = XML.matcher(head.text());
    return declaration.find() ? declaration.group(1).strip() : null;
  }

  /** The charset of that name, or null. */
  public static @Nullable Charset known(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return null;
    }
  }
}

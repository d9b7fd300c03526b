package dev.copydesk.ingest.format.xml;

import dev.copydesk.ingest.format.bytes.Head;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what an XML file is by its first element. */
public final class XmlHead {

  /** What may stand before it: declaration, instructions, comments, document type. */
  private static final Pattern FIRST =
      Pattern.compile(
          "(?s)\\s*+(?:(?:<\\?.*?\\?>|<!--.*?-->|<!doctype[^>\\[]*+(?:\\[[^\\]]*+\\]\\s*+)?>)\\s*+)*+"
              + "<(?:[\\w.-]++:)?([\\w.-]++)([^>]*+)");

  private XmlHead() {}

  /**
   * Whether the first element has this name, whatever its prefix.
   *
   * @param name in lower case
   */
  public static boolean isRoot(Head head, String name) {
    if (!head.beginsWith('<')) {
      return false;
    }
    Matcher first = FIRST.matcher(head.start());
    return first.lookingAt() && first.group(1).equals(name);
  }
}

package dev.copydesk.ingest.format.mail;

import dev.copydesk.ingest.format.bytes.Head;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/** Tells a message (RFC 5322) and a web archive (RFC 2557) by the names of their first headers. */
public final class MailHead {

  private static final Set<String> MARKS = Set.of("message-id", "mime-version", "received");
  private static final Set<String> COMMON = Set.of("from", "subject", "date");

  /** What a message on its way has, and a page that a browser saved has not. */
  private static final Set<String> SENT = Set.of("message-id", "received", "to");

  private MailHead() {}

  public static boolean isMessage(Head head) {
    Set<String> names = names(head);
    return isMail(names) && names.stream().anyMatch(SENT::contains);
  }

  public static boolean isWebArchive(Head head) {
    Set<String> names = names(head);
    return isMail(names)
        && names.stream().noneMatch(SENT::contains)
        && head.start().contains("multipart/related");
  }

  private static boolean isMail(Set<String> names) {
    return names.stream().anyMatch(MARKS::contains) && names.stream().anyMatch(COMMON::contains);
  }

  /** Names in lower case; none where a line is no header. */
  private static Set<String> names(Head head) {
    Set<String> names = new HashSet<>();
    Iterator<String> lines = head.latin1().lines().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      boolean cutOff = !lines.hasNext() && !head.isWhole();
      if (line.isEmpty() || cutOff) {
        return names;
      }
      int colon = line.indexOf(':');
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        continue;
      }
      if (colon < 1 || line.substring(0, colon).chars().anyMatch(c -> c <= ' ' || c > '~')) {
        return Set.of();
      }
      names.add(line.substring(0, colon).toLowerCase(Locale.ROOT));
    }
    return names;
  }
}

package dev.copydesk.annotator.page;

import org.jsoup.parser.Parser;

/** Decodes the entities of mark-up, once. */
final class Entities {

  private Entities() {}

  static Traced decode(Traced text) {
    Traced out = text.fresh();
    int from = 0;
    while (from < text.length()) {
      int next = nextAmpersand(text, from + 1);
      decode(text, from, next, out);
      from = next;
    }
    return out;
  }

  /** No name of an entity has an ampersand in it, so that each piece stands alone. */
  private static int nextAmpersand(Traced text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '&') {
      at++;
    }
    return at;
  }

  /** Decodes a piece that may start with an entity; what follows that is as it was. */
  private static void decode(Traced text, int from, int to, Traced out) {
    String written = text.charAt(from) == '&' ? text.subSequence(from, to).toString() : "";
    String meant = written.isEmpty() ? written : Parser.unescapeEntities(written, false);
    int rest = from;
    if (!meant.equals(written)) {
      int same = 0;
      while (same < meant.length() - 1
          && meant.charAt(meant.length() - 1 - same)
              == written.charAt(written.length() - 1 - same)) {
        same++;
      }
      rest = to - same;
      for (int i = 0; i < meant.length() - same; i++) {
        out.replace(text, from, rest, meant.charAt(i));
      }
    }
    for (int i = rest; i < to; i++) {
      out.copy(text, i);
    }
  }
}

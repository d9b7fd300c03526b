package dev.copydesk.annotator.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines between two rows of hyphens that a Markdown file may open with. Of YAML it knows what
 * writers use there: a name and a value a line, and lists of values.
 *
 * @param rest of the file, behind it
 */
record FrontMatter(Envelope envelope, String rest) {

  private static final String ROW = "---";
  private static final int MOST_LINES = 200;
  private static final int LONGEST_LINE = 2_000;

  static FrontMatter of(String text) {
    FrontMatter none = new FrontMatter(Envelope.NONE, text);
    if (!text.startsWith(ROW)) {
      return none;
    }
    Map<String, List<String>> values = new HashMap<>();
    String name = "";
    int at = lineEnd(text, 0);
    if (!text.substring(0, at).strip().equals(ROW)) {
      return none;
    }
    for (int lines = 0; lines < MOST_LINES && at < text.length(); lines++) {
      int start = at + 1;
      at = lineEnd(text, Math.min(start, text.length()));
      if (at - start > LONGEST_LINE || start > text.length()) {
        return none;
      }
      String line = text.substring(start, at).stripTrailing();
      if (line.equals(ROW) || line.equals("...")) {
        return values.isEmpty()
            ? none
            : new FrontMatter(envelope(values), text.substring(Math.min(at + 1, text.length())));
      }
      String item = line.strip();
      int colon = line.indexOf(':');
      if (item.startsWith("- ") && !name.isEmpty()) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(unquoted(item.substring(2)));
      } else if (colon > 0 && Character.isLetter(line.charAt(0))) {
        name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        values.put(name, values(line.substring(colon + 1).strip()));
      } else if (!item.isEmpty() && !item.startsWith("#") && line.equals(item)) {
        return none;
      }
    }
    return none;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static List<String> values(String written) {
    List<String> values = new ArrayList<>();
    if (written.startsWith("[") && written.endsWith("]")) {
      for (String value : written.substring(1, written.length() - 1).split(",")) {
        values.add(unquoted(value));
      }
    } else if (!written.isEmpty()) {
      values.add(unquoted(written));
    }
    return values;
  }

  private static String unquoted(String value) {
    String bare = value.strip();
    boolean quoted =
        bare.length() > 1
            && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
            && bare.charAt(bare.length() - 1) == bare.charAt(0);
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }

  private static Envelope envelope(Map<String, List<String>> values) {
    return new Envelope(
        first(values, "title", "headline"),
        first(values, "description", "summary", "excerpt"),
        all(values, "author", "authors", "byline"),
        first(values, "date", "published", "publishdate"),
        first(values, "updated", "lastmod", "modified"),
        first(values, "lang", "language"),
        all(values, "tags", "keywords"));
  }

  private static @Nullable String first(Map<String, List<String>> values, String... names) {
    return all(values, names).stream().findFirst().orElse(null);
  }

  private static List<String> all(Map<String, List<String>> values, String... names) {
    for (String name : names) {
      List<String> said = values.getOrDefault(name, List.of());
      if (!said.isEmpty()) {
        return List.copyOf(said);
      }
    }
    return List.of();
  }
}

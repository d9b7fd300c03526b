package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Container;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tags of elements, and words in their class and id, that tell furniture; from scopes.tsv. */
final class ScopeWords {
  private final Map<String, Reason> tags = new HashMap<>();
  private final Map<String, Reason> words = new HashMap<>();
  private final Set<String> negations = new HashSet<>();

  ScopeWords() {
    for (List<String> row : Tables.rows("scopes.tsv")) {
      for (String word : row.get(2).split(" ")) {
        switch (row.get(1)) {
          case "tag" -> tags.put(word, Reason.valueOf(row.get(0)));
          case "word" -> words.put(word, Reason.valueOf(row.get(0)));
          case "negation" -> negations.add(word);
          default -> throw new IllegalStateException("scopes.tsv: " + row.get(1));
        }
      }
    }
  }

  /** What the container itself is, whatever it lies in; null where it may hold article. */
  @Nullable Reason reason(Container container) {
    Container parent = container.parent();
    if (container.tag().equals("button") && parent != null && isHeading(parent.tag())) {
      return null; // questions that unfold their answers
    }
    Reason byTag = tags.get(container.tag());
    if (byTag != null || container.tag().equals("body") || container.tag().equals("html")) {
      return byTag;
    }
    return byNames(container.names());
  }

  private @Nullable Reason byNames(String names) {
    boolean negated = false;
    int start = 0;
    for (int i = 0; i <= names.length(); i++) {
      if (i == names.length() || !Character.isLetter(names.charAt(i))) {
        String word = names.substring(start, i);
        Reason reason = negated ? null : words.get(word);
        if (reason != null) {
          return reason;
        }
        negated = negations.contains(word);
        start = i + 1;
      }
    }
    return null;
  }

  private static boolean isHeading(String tag) {
    return tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1));
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.entity.ModelReading.Field;
import java.util.ArrayList;
import java.util.List;

/** What a {@link NameFinder} takes for names, as labels of words. */
final class FinderLabels implements Recogniser {
  private final NameFinder finder;

  FinderLabels(NameFinder finder) {
    this.finder = finder;
  }

  @Override
  public List<byte[]> label(List<Field> fields) {
    return fields.stream().map(field -> label(field.words())).toList();
  }

  private byte[] label(Words words) {
    byte[] labels = new byte[words.size()];
    for (int from = 0; from < labels.length; ) {
      int to = from;
      while (to < labels.length && !words.isBreak(to)) {
        to++;
      }
      if (to > from) {
        String paragraph = words.text().substring(words.start(from), words.end(to - 1));
        names(words, from, to, finder.names(paragraph)).forEach(name -> Label.mark(labels, name));
      }
      from = to + 1;
    }
    return labels;
  }

  /** A word belongs to a name as soon as they meet; of two names that meet in it, to the first. */
  private static List<Name> names(Words words, int from, int to, List<FoundName> found) {
    List<Name> names = new ArrayList<>();
    int base = words.start(from);
    int at = from;
    for (FoundName name : found) {
      while (at < to && words.end(at) <= base + name.start()) {
        at++;
      }
      int past = at;
      while (past < to && words.start(past) < base + name.end()) {
        past++;
      }
      if (past > at) {
        names.add(new Name(at, past, name.type()));
      }
      at = past;
    }
    return names;
  }
}

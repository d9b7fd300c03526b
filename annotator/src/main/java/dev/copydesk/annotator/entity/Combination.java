package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Gazetteer.Known;
import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Rules.Ruled;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the model and what the rules take for names. The model decides on persons,
 * organisations and places; the rules on peoples, events and what the gazetteer knows.
 */
final class Combination {
  private static final int MOST_BEFORE = 3;

  private final Gazetteer gazetteer;

  Combination(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /** The names of a field, in order. */
  List<Mention> mentions(TextField field, Field read, byte[] labels, List<Ruled> ruled) {
    Words words = read.words();
    List<Ruled> names = new ArrayList<>();
    List<Name> labelled = Label.names(labels, 0, labels.length);
    for (int k = 0; k < labelled.size(); k++) {
      int free = k + 1 < labelled.size() ? labelled.get(k + 1).from() : words.size();
      Ruled whole = whole(words, labelled.get(k), free);
      if (whole != null) {
        names.add(whole);
      }
    }
    return ruled(field, read, joined(names, ruled));
  }

  /** Names as they are, for a text that says nothing by its capitals. */
  List<Mention> ruled(TextField field, Field read, List<Ruled> names) {
    Words words = read.words();
    return names.stream()
        .map(
            name ->
                new Mention(
                    field,
                    words.start(name.from()),
                    words.end(name.to() - 1),
                    name.type(),
                    name.country(),
                    name.sure()))
        .toList();
  }

  /** Both lists are in order and free of overlaps, and so is what comes of them. */
  private static List<Ruled> joined(List<Ruled> names, List<Ruled> ruled) {
    List<Ruled> joined = new ArrayList<>();
    int at = 0;
    for (Ruled rule : ruled) {
      for (; at < names.size() && names.get(at).to() <= rule.from(); at++) {
        joined.add(names.get(at));
      }
      int past = at;
      while (past < names.size() && names.get(past).from() < rule.to()) {
        past++;
      }
      List<Ruled> met = names.subList(at, past);
      boolean free = joined.isEmpty() || joined.getLast().to() <= rule.from();
      if (free && (met.isEmpty() ? stands(rule) : wins(rule, met))) {
        joined.add(rule);
        at = past;
      }
    }
    joined.addAll(names.subList(at, names.size()));
    return joined;
  }

  /** Without the title before a person, and with the stop after "Inc" unless it is past free. */
  private @Nullable Ruled whole(Words words, Name name, int free) {
    int from = name.from();
    int to = name.to();
    Runs runs = new Runs(words, gazetteer);
    for (int i = Math.max(0, from - MOST_BEFORE); i < from; i++) {
      if (runs.pastTitle(i) >= to) { // "State" of "Secretary of State"
        return null;
      }
    }
    if (name.type() == EntityType.PERSON) {
      int untitled = runs.pastTitle(from);
      from = Math.max(from, untitled);
      while (from < to && gazetteer.is("TITLE", words.at(from))) {
        from += words.at(from + 1).equals(".") ? 2 : 1;
      }
    }
    if (from >= to) {
      return null;
    }
    boolean abbreviated = to < free && words.glued(to) && words.at(to).equals(".");
    if (abbreviated && gazetteer.is("COMPANY", words.at(to - 1))) {
      to++;
    }
    String form = words.join(from, to);
    Known known = gazetteer.find(form);
    String country = null;
    if (name.type() == EntityType.LOCATION) {
      country =
          known != null && known.type() == EntityType.LOCATION
              ? known.country()
              : gazetteer.countryOfCity(form);
    }
    return new Ruled(from, to, name.type(), country, false, to - from > 1);
  }

  /** Whether a name that the model does not see is one all the same. */
  private static boolean stands(Ruled rule) {
    return rule.known() || rule.type() == EntityType.EVENT;
  }

  private static boolean wins(Ruled rule, List<Ruled> met) {
    Ruled first = met.getFirst();
    if (rule.type() == EntityType.EVENT) {
      return met.stream().allMatch(name -> name.from() >= rule.from() && name.to() <= rule.to());
    }
    boolean same = met.size() == 1 && first.from() == rule.from() && first.to() == rule.to();
    return same && rule.known() && first.type() != EntityType.PERSON;
  }
}

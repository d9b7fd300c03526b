package dev.copydesk.annotator.number;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A word of the vocabulary with its roles and what it stands for in each. */
final class Word {
  static final Word UNKNOWN = new Word("");

  final String form;
  private final Map<Role, String> values = new EnumMap<>(Role.class);
  private boolean starts;
  private boolean triggers;

  Word(String form) {
    this.form = form;
  }

  void add(Role role, String value) {
    values.putIfAbsent(role, value);
    starts |= role.starts();
    triggers |= role.starts() && role != Role.CURRENCY || role == Role.UNIT; // a code needs digits
  }

  boolean is(Role role) {
    return values.containsKey(role);
  }

  /** Whether a number or a date may start with it. */
  boolean starts() {
    return starts;
  }

  /** Whether there may be a number or a date where it stands, even without a digit. */
  boolean triggers() {
    return triggers;
  }

  @Nullable String get(Role role) {
    return values.get(role);
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a word is to a name, as a number: outside any, or its begin, inside, last or only word
 * (BILOU), for each type that the model knows.
 */
final class Label {
  static final int OUTSIDE = 0;
  static final int COUNT = 13;

  private static final int BEGIN = 0;
  private static final int INSIDE = 1;
  private static final int LAST = 2;
  private static final int UNIT = 3;
  private static final List<EntityType> TYPES =
      List.of(EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION);
  private static final int[][] BEFORE = new int[COUNT][];

  static {
    for (int to = 0; to < COUNT; to++) {
      List<Integer> before = new ArrayList<>();
      for (int from = 0; from < COUNT; from++) {
        if (mayFollow(from, to)) {
          before.add(from);
        }
      }
      BEFORE[to] = before.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** Words [from, to) that are one name. */
  record Name(int from, int to, EntityType type) {}

  private Label() {}

  /** The labels that may stand before one. */
  static int[] before(int label) {
    return BEFORE[label];
  }

  static boolean mayEnd(int label) {
    return label == OUTSIDE || part(label) == LAST || part(label) == UNIT;
  }

  /** 0 outside, else 1 and up for each type. */
  static int kind(int label) {
    return label == OUTSIDE ? 0 : (label - 1) / 4 + 1;
  }

  /** Labels the words of a name; a type that the model does not know is outside. */
  static void mark(byte[] labels, Name name) {
    int type = TYPES.indexOf(name.type());
    for (int i = name.from(); type >= 0 && i < name.to(); i++) {
      int part = i > name.from() ? (i == name.to() - 1 ? LAST : INSIDE) : BEGIN;
      labels[i] = (byte) (1 + 4 * type + (name.to() - name.from() == 1 ? UNIT : part));
    }
  }

  static List<Name> names(byte[] labels, int from, int to) {
    List<Name> names = new ArrayList<>();
    int begin = from;
    for (int i = from; i < to; i++) {
      if (labels[i] == OUTSIDE) {
        continue;
      }
      int part = part(labels[i]);
      begin = part == BEGIN || part == UNIT ? i : begin;
      if (part == LAST || part == UNIT) {
        names.add(new Name(begin, i + 1, TYPES.get(kind(labels[i]) - 1)));
      }
    }
    return names;
  }

  private static boolean mayFollow(int from, int to) {
    boolean open = from != OUTSIDE && !mayEnd(from);
    boolean goesOn = to != OUTSIDE && (part(to) == INSIDE || part(to) == LAST);
    return open ? goesOn && kind(from) == kind(to) : !goesOn;
  }

  private static int part(int label) {
    return (label - 1) % 4;
  }
}

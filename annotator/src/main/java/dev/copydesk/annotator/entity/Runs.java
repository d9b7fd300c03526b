package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.EntityType;
import org.jspecify.annotations.Nullable;

/** Finds where names begin and end among the words of a text, and what they name. */
final class Runs {
  private static final int LONGEST_TITLE = 4;

  private final Words words;
  private final Gazetteer gazetteer;

  Runs(Words words, Gazetteer gazetteer) {
    this.words = words;
    this.gazetteer = gazetteer;
  }

  /** End of the longest known name that starts at word i, or i. */
  int known(int i) {
    String first = words.at(i);
    if ((!words.capitalised(i) && !gazetteer.is("PARTICLE", first)) || !gazetteer.opens(first)) {
      return i;
    }
    for (int to = Math.min(words.size(), i + 2 * gazetteer.longest()); to > i; to--) {
      if (!words.isBreak(to - 1) && gazetteer.find(words.join(i, to)) != null && wholeName(i, to)) {
        return to;
      }
    }
    return i;
  }

  /** A known name inside a longer run of a person's name or a company's is not that place. */
  private boolean wholeName(int i, int to) {
    boolean personFollows = gazetteer.is("FIRST_NAME", words.at(i)) && name(to);
    return !personFollows;
  }

  /** End of a name that a head makes an organisation, an event or a place, or i. */
  int headed(int i, int most) {
    if (!name(i)) {
      return i;
    }
    int best = i;
    int at = i;
    while (at < words.size() && at - i < most) {
      if (name(at)) {
        boolean head = at > i && isHead(at) && !gazetteer.is("TITLE", words.at(at + 1));
        best = head ? at + 1 : best;
        at++;
        if (head && gazetteer.is("COMPANY", words.at(at - 1)) && words.at(at).equals(".")) {
          best = at + 1;
          break;
        }
      } else if (words.at(at).equals("of")
          && at > i
          && (gazetteer.is("ORG_OF", words.at(at - 1))
              || gazetteer.is("PLACE_OF", words.at(at - 1)))) {
        int next = words.at(at + 1).equals("the") ? at + 2 : at + 1;
        if (!name(next)) {
          break;
        }
        int end = known(next);
        best = Math.max(next + 1, end);
        at = best;
      } else if (words.at(at).equals("&") && name(at + 1)) {
        at++;
      } else {
        break;
      }
    }
    return best;
  }

  /** End of the run of capitalised words from i; stops before a known place or people. */
  int end(int i, int most) {
    if (!name(i)) {
      return i;
    }
    int at = i + 1;
    while (at < words.size() && at - i < most) {
      if (name(at)
          && !(known(at) > at && !gazetteer.is("FIRST_NAME", words.at(i)) && !words.glued(at))) {
        at++;
      } else if (gazetteer.is("PARTICLE", words.at(at))
          && (name(at + 1) || (words.at(at + 1).equals("-") && name(at + 2)))) {
        at += words.at(at + 1).equals("-") ? 3 : 2;
      } else if (words.at(at).equals("-")
          && words.glued(at)
          && words.glued(at + 1)
          && name(at + 1)) {
        at += 2;
      } else if (isApostrophe(words.at(at))
          && words.glued(at)
          && words.glued(at + 1)
          && name(at + 1)) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  /** End of the title that starts at word i ("Deputy Foreign Minister"), or i. */
  int pastTitle(int i) {
    if (!words.capitalised(i) || headed(i, LONGEST_TITLE + 1) > i) {
      return i;
    }
    int at = i;
    while (gazetteer.is("TITLE_MODIFIER", words.at(at)) && at - i < LONGEST_TITLE) {
      at++;
    }
    for (int to = Math.min(words.size(), at + LONGEST_TITLE); to > at; to--) {
      if (gazetteer.is("TITLE", words.join(at, to))) {
        return words.at(to).equals(".") ? to + 1 : to;
      }
    }
    return i;
  }

  /** First word of [i, to) that is neither a title nor a common word that opens a sentence. */
  int afterTitles(int i, int to) {
    int at = i;
    while (at < to
        && (gazetteer.is("TITLE", words.at(at)) || gazetteer.is("COMMON", words.at(at)))) {
      at++;
      at += at < to && words.at(at).equals(".") ? 1 : 0;
    }
    return at;
  }

  @Nullable EntityType type(int from, int to) {
    String last = words.at(to - 1);
    boolean several = to - from > 1;
    if (several && gazetteer.is("EVENT_HEAD", last)) {
      return EntityType.EVENT;
    }
    if (several && gazetteer.is("ORG_HEAD", last)
        || gazetteer.is("ORG_OF", words.at(from)) && words.at(from + 1).equals("of")) {
      return EntityType.ORGANIZATION;
    }
    if (several && gazetteer.is("PLACE_HEAD", last)
        || gazetteer.is("PLACE_OF", words.at(from)) && several) {
      return EntityType.LOCATION;
    }
    boolean afterTitle = titled(from);
    if (afterTitle || (gazetteer.is("FIRST_NAME", words.at(from)) && several)) {
      return EntityType.PERSON;
    }
    if (words.at(from).length() < 2 || !letters(words.at(from))) {
      return null;
    }
    if (several) {
      return acronym(words.at(from)) ? EntityType.ORGANIZATION : EntityType.PERSON;
    }
    if (gazetteer.is("SPEECH", words.at(to)) || gazetteer.is("FIRST_NAME", words.at(from))) {
      return EntityType.PERSON;
    }
    if (words.first(from) && !acronym(words.at(from))) {
      return EntityType.OTHER;
    }
    if (gazetteer.is("PLACE_CUE", words.at(from - 1)) && !acronym(words.at(from))) {
      return EntityType.LOCATION;
    }
    return EntityType.ORGANIZATION;
  }

  /** Whether the type of [from, to) comes from its own words. */
  boolean sure(int from, int to) {
    return to - from > 1 || titled(from);
  }

  private boolean titled(int i) {
    String before = words.at(i - 1).equals(".") ? words.at(i - 2) : words.at(i - 1);
    return gazetteer.is("TITLE", before)
        || words.join(Math.max(0, i - 3), i).equals("Secretary of State");
  }

  private boolean isHead(int i) {
    String word = words.at(i);
    return gazetteer.is("ORG_HEAD", word)
        || gazetteer.is("EVENT_HEAD", word)
        || gazetteer.is("PLACE_HEAD", word);
  }

  private boolean name(int i) {
    if (!words.capitalised(i) || words.at(i).equals("I")) {
      return false;
    }
    return !gazetteer.is("COMMON", words.at(i))
        || !(words.first(i) || i == 0)
            && name(i + 1)
            && !gazetteer.is("COMMON", words.at(i + 1))
            && words.at(i).length() > 3;
  }

  private static boolean isApostrophe(String word) {
    return word.equals("'") || word.equals("’");
  }

  private static boolean acronym(String word) {
    return word.length() > 1
        && word.length() < 7
        && word.chars().filter(Character::isUpperCase).count() > 1;
  }

  private static boolean letters(String word) {
    return word.chars().anyMatch(Character::isLetter);
  }
}

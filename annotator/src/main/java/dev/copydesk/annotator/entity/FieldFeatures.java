package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Sentences.Sentence;
import java.util.List;

/** What the model sees of each word of one field. */
final class FieldFeatures {
  private static final int BEYOND = 0x5EED;
  private static final int TITLED_WORDS = 4;
  private static final int NEAR = 4;

  private final Words words;
  private final WordForm[] forms;
  private final int[] known;
  private final int[] lexicon;
  private final byte[] ruled;
  private final DocumentForms document;
  private final Features features;

  private int from;
  private int to;
  private int runFrom;
  private int runTo;

  FieldFeatures(Field field, WordForm[] forms, DocumentForms document) {
    this.words = field.words();
    this.forms = forms;
    this.known = field.known();
    this.lexicon = field.lexicon();
    this.ruled = field.ruled();
    this.document = document;
    this.features = new Features(words.size());
  }

  /** Features of the words in stretches; the others have none. */
  Features of(List<Sentence> sentences, List<Sentence> stretches) {
    int at = 0;
    int next = 0;
    int line = 0;
    for (Sentence stretch : stretches) {
      for (; at < stretch.from(); at++) {
        features.next();
      }
      while (at >= to) {
        from = sentences.get(next).from();
        to = sentences.get(next++).to();
        line = titled() ? 2 : 1;
      }
      runTo = at;
      for (; at < stretch.to(); at++) {
        if (at >= runTo) {
          run(at);
        }
        one(at, line);
        features.next();
      }
    }
    for (; at < words.size(); at++) {
      features.next();
    }
    return features;
  }

  private void one(int i, int line) {
    WordForm form = forms[i];
    int word = form.word();
    int shape = form.shape();
    int template = 1;
    features.add(template++, line);
    features.add(template++, word);
    features.add(template++, form.lower());
    features.add(template++, word(i - 1));
    features.add(template++, word(i + 1));
    features.add(template++, lower(i - 2));
    features.add(template++, lower(i + 2));
    features.add(template++, pair(word(i - 1), word));
    features.add(template++, pair(word, word(i + 1)));
    features.add(template++, pair(lower(i - 2), lower(i - 1)));
    features.add(template++, pair(lower(i + 1), lower(i + 2)));
    features.add(template++, pair(lower(i - 1), lower(i + 1)));
    features.add(template++, shape);
    features.add(template++, pair(shape(i - 1), shape));
    features.add(template++, pair(shape, shape(i + 1)));
    features.add(template++, pair(pair(shape(i - 1), shape), shape(i + 1)));
    features.add(template++, pair(pair(shape, shape(i + 1)), shape(i + 2)));
    features.add(template++, pair(shape, lower(i - 1)));
    features.add(template++, pair(shape, lower(i + 1)));
    for (int affix : form.affixes()) {
      features.add(template++, affix);
    }
    features.add(template++, suffix(i - 1));
    features.add(template++, suffix(i + 1));
    int place = pair(words.first(i) ? 1 : 0, line);
    features.add(template++, pair(place, shape));
    features.add(template++, pair(place, word));
    lists(i, 40);
    rules(i, 80);
    lexicon(i, place, 60);
    around(i, 30);
    senses(i, 140);
    elsewhere(i, 170);
    if (form.capital()) {
      int seen = pair(place, document.seen(words.at(i)));
      features.add(90, pair(seen, shape));
      features.add(91, pair(lower(runFrom - 1), lower(runTo)));
      features.add(92, lower(runFrom - 1));
      features.add(93, lower(runTo));
      features.add(94, pair(lower(runFrom), i - runFrom));
      features.add(95, pair(lower(runTo - 1), runTo - i));
      features.add(96, pair(i - runFrom, runTo - i));
      features.add(97, pair(seen, known[i]));
      features.add(98, pair(known(runFrom), known(runTo - 1)));
      features.add(99, pair(lower(runFrom - 2), lower(runFrom - 1)));
    }
  }

  private void lists(int i, int template) {
    features.add(template, known[i]);
    features.add(template + 1, pair(known(i - 1), known[i]));
    features.add(template + 2, pair(known[i], known(i + 1)));
    features.add(template + 3, known(i - 1));
    features.add(template + 4, known(i + 1));
    features.add(template + 5, pair(known[i], forms[i].shape()));
    for (int flags = known[i]; flags != 0; flags &= flags - 1) {
      features.add(template + 6, Integer.numberOfTrailingZeros(flags));
    }
    features.add(template + 7, pair(pair(known(i - 1), known[i]), known(i + 1)));
  }

  private void lexicon(int i, int place, int template) {
    int own = lexicon(i);
    features.add(template, own);
    features.add(template + 1, pair(own, place));
    features.add(template + 2, pair(lexicon(i - 1), own));
    features.add(template + 3, pair(own, lexicon(i + 1)));
    features.add(template + 4, pair(pair(lexicon(i - 1), own), lexicon(i + 1)));
    features.add(template + 5, pair(own, forms[i].shape()));
    features.add(template + 6, pair(own, known[i]));
    for (int lists = own; lists != 0; lists &= lists - 1) {
      features.add(template + 7, Integer.numberOfTrailingZeros(lists));
    }
    features.add(template + 8, pair(own, lower(i - 1)));
    features.add(template + 9, pair(own, lower(i + 1)));
    if (forms[i].capital()) {
      features.add(template + 10, pair(lexicon(runFrom), lexicon(runTo - 1)));
      features.add(template + 11, pair(pair(own, i - runFrom), runTo - i));
    }
  }

  /** What sort of things the words about it stand for. */
  private void senses(int i, int template) {
    int own = lexicon(i);
    int before = sense(i - 1);
    int after = sense(i + 1);
    features.add(template, sense(i));
    features.add(template + 1, before);
    features.add(template + 2, after);
    features.add(template + 3, pair(before, own));
    features.add(template + 4, pair(own, after));
    features.add(template + 5, pair(before, after));
    features.add(template + 6, pair(sense(i - 2), before));
    features.add(template + 7, pair(after, sense(i + 2)));
    for (int by = 1; by <= NEAR; by++) {
      features.add(template + 8, sense(i - by));
      features.add(template + 9, sense(i + by));
    }
    if (forms[i].capital()) {
      features.add(template + 10, pair(sense(runFrom - 1), sense(runTo)));
      features.add(template + 11, sense(runFrom - 1));
      features.add(template + 12, sense(runTo));
      features.add(template + 13, pair(sense(runTo - 1), runTo - i));
      features.add(template + 14, pair(pair(sense(runTo - 1), lexicon(runFrom)), runTo - runFrom));
    }
  }

  /** How the article writes the word elsewhere. */
  private void elsewhere(int i, int template) {
    if (!forms[i].capital()) {
      return;
    }
    int roles = document.roles(words.at(i));
    features.add(template, roles);
    features.add(template + 1, pair(roles, lexicon(i)));
    features.add(template + 2, pair(pair(roles, i - runFrom), runTo - i));
    for (int bits = roles; bits != 0; bits &= bits - 1) {
      features.add(template + 3, pair(Integer.numberOfTrailingZeros(bits), runTo - runFrom));
    }
  }

  /** Words near by, wherever they stand on that side. */
  private void around(int i, int template) {
    for (int by = 1; by <= NEAR; by++) {
      if (within(i - by)) {
        features.add(template, lower(i - by));
      }
      if (within(i + by)) {
        features.add(template + 1, lower(i + by));
      }
    }
  }

  private void rules(int i, int template) {
    features.add(template, ruled[i]);
    features.add(template + 1, pair(ruled[i], forms[i].shape()));
    features.add(template + 2, pair(pair(ruled(i - 1), ruled[i]), ruled(i + 1)));
    features.add(template + 3, pair(ruled[i], known[i]));
  }

  /** Capitalised words on end, and the small ones of "Bank of England" among them. */
  private void run(int i) {
    runFrom = i;
    runTo = i + 1;
    if (!forms[i].capital()) {
      return;
    }
    while (runTo < to) {
      if (forms[runTo].capital() || words.at(runTo).equals("-") || words.at(runTo).equals("&")) {
        runTo++;
      } else if (runTo + 1 < to && isLink(words.at(runTo)) && forms[runTo + 1].capital()) {
        runTo += 2;
      } else {
        return;
      }
    }
  }

  private static boolean isLink(String word) {
    return word.equals("of") || word.equals("al") || word.equals("de") || word.equals("bin");
  }

  /** Whether most longer words have a capital, which then says little. */
  private boolean titled() {
    int longer = 0;
    int capitals = 0;
    for (int i = from; i < to; i++) {
      String word = words.at(i);
      if (word.length() > 3 && Character.isLetter(word.charAt(0))) {
        longer++;
        capitals += forms[i].capital() ? 1 : 0;
      }
    }
    return longer >= TITLED_WORDS && capitals * 4 >= longer * 3;
  }

  private boolean within(int i) {
    return i >= from && i < to;
  }

  private int word(int i) {
    return within(i) ? forms[i].word() : BEYOND;
  }

  private int lower(int i) {
    return within(i) ? forms[i].lower() : BEYOND;
  }

  private int shape(int i) {
    return within(i) ? forms[i].shape() : BEYOND;
  }

  private int suffix(int i) {
    return within(i) ? pair(forms[i].affixes()[5], forms[i].shape()) : BEYOND;
  }

  private int known(int i) {
    return within(i) ? known[i] : -1;
  }

  private int lexicon(int i) {
    return within(i) ? Lexicon.listsOf(lexicon[i]) : -1;
  }

  private int sense(int i) {
    return within(i) ? Lexicon.sense(lexicon[i]) : -1;
  }

  private int ruled(int i) {
    return within(i) ? ruled[i] : -1;
  }

  static int pair(int a, int b) {
    return (a * 0x85EBCA6B ^ b) * 0xC2B2AE35 + (b >>> 15);
  }
}

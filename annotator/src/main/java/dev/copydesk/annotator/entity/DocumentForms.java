package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Sentences.Sentence;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the words of an article are written elsewhere in it. */
final class DocumentForms {
  private final Set<String> small = new HashSet<>();
  private final Set<String> capital = new HashSet<>();

  /** Words that open a sentence have their capital from that, and say nothing. */
  void add(Words words, List<Sentence> sentences) {
    for (Sentence sentence : sentences) {
      for (int i = sentence.from(); i < sentence.to(); i++) {
        if (words.capitalised(i) && !words.first(i)) {
          capital.add(words.at(i));
        } else if (Character.isLowerCase(words.at(i).charAt(0))) {
          small.add(words.at(i));
        }
      }
    }
  }

  /** 1: written small somewhere; 2: with a capital within a sentence; 3: both. */
  int seen(String word) {
    return (small.contains(word.toLowerCase(Locale.ROOT)) ? 1 : 0)
        + (capital.contains(word) ? 2 : 0);
  }
}

package dev.copydesk.annotator.entity;

import static dev.copydesk.annotator.entity.Features.pair;

import dev.copydesk.annotator.entity.Sentences.Sentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a first reading of an article tells the second, so that the article agrees with itself. */
final class SecondReading {
  private final Map<String, int[]> votes = new HashMap<>();

  void vote(Words words, byte[] labels) {
    for (int i = 0; i < words.size(); i++) {
      if (words.capitalised(i)) {
        votes.computeIfAbsent(words.at(i), _ -> new int[Label.COUNT])[labels[i]]++;
      }
    }
  }

  /** The labels of the first reading about each word, and those of the same word elsewhere. */
  Features of(Words words, List<Sentence> stretches, byte[] labels) {
    Features features = new Features(words.size());
    int[] usual = new int[words.size()];
    for (int i = 0; i < usual.length; i++) {
      usual[i] = words.capitalised(i) ? elsewhere(words.at(i), labels[i]) : 0;
    }
    int at = 0;
    for (Sentence stretch : stretches) {
      for (; at < stretch.from(); at++) {
        features.next();
      }
      for (; at < stretch.to(); at++) {
        int own = labels[at];
        int left = at > stretch.from() ? labels[at - 1] : -1;
        int right = at + 1 < stretch.to() ? labels[at + 1] : -1;
        int leftUsual = at > stretch.from() ? usual[at - 1] : -1;
        int rightUsual = at + 1 < stretch.to() ? usual[at + 1] : -1;
        features.add(120, own);
        features.add(121, pair(left, own));
        features.add(122, pair(own, right));
        features.add(123, pair(pair(left, own), right));
        if (words.capitalised(at)) {
          features.add(124, usual[at]);
          features.add(125, pair(usual[at], own));
          features.add(126, pair(pair(leftUsual, usual[at]), own));
          features.add(127, pair(pair(usual[at], rightUsual), own));
        }
        features.next();
      }
    }
    for (; at < words.size(); at++) {
      features.next();
    }
    return features;
  }

  /** The commonest label of a word besides one of its own, and whether all agree on the type. */
  private int elsewhere(String word, int own) {
    int[] counts = votes.getOrDefault(word, new int[Label.COUNT]);
    int best = -1;
    int[] kinds = new int[Label.COUNT];
    for (int label = 0; label < counts.length; label++) {
      int count = counts[label] - (label == own ? 1 : 0);
      if (count > 0) {
        kinds[Label.kind(label)]++;
        best = best < 0 || count > counts[best] - (best == own ? 1 : 0) ? label : best;
      }
    }
    if (best < 0) {
      return 1;
    }
    int several = 0;
    for (int kind : kinds) {
      several += kind > 0 ? 1 : 0;
    }
    return 2 + best * 2 + (several > 1 ? 1 : 0);
  }
}

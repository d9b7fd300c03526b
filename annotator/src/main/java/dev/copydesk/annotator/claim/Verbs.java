package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.vocabulary.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verbs of {@code verbs.tsv} in all their forms. */
final class Verbs {

  /** What a form says of its verb. */
  enum Form {
    PRESENT,
    PAST,
    ING
  }

  /**
   * A form of a verb.
   *
   * @param noun whether its present form is a noun as well: "strike", "report"
   */
  record Verb(String lemma, Form form, boolean noun) {}

  private final Map<String, Verb> byForm = new HashMap<>();

  Verbs() {
    for (List<String> row : Rows.of(Verbs.class, "verbs.tsv")) {
      add(row.get(0), row.get(1).contains("D"), row.get(1).contains("N"), row.get(2));
    }
  }

  /** The verb of a form in lower case, or null. */
  @Nullable Verb find(String form) {
    return byForm.get(form);
  }

  /** The lemma that the participle of an unknown verb has by rule: "recaptured"; null for none. */
  static @Nullable String lemma(String participle) {
    if (!participle.endsWith("ed") || participle.length() < 6) {
      return null;
    }
    String stem = participle.substring(0, participle.length() - 2);
    int n = stem.length();
    char last = stem.charAt(n - 1);
    if (last == 'i') {
      return stem.substring(0, n - 1) + 'y';
    }
    if (last == stem.charAt(n - 2) && "lsz".indexOf(last) < 0) {
      return stem.substring(0, n - 1);
    }
    boolean mute = "vcsuzg".indexOf(last) >= 0 && !stem.endsWith("ng") && !stem.endsWith("ss");
    boolean r = last == 'r' && "uai".indexOf(stem.charAt(n - 2)) >= 0 && !stem.endsWith("air");
    return mute || r || stem.endsWith("at") || stem.endsWith("iz") ? stem + 'e' : stem;
  }

  private void add(String lemma, boolean doubles, boolean noun, String irregular) {
    boolean e = lemma.endsWith("e");
    boolean consonantY =
        lemma.endsWith("y") && "aeou".indexOf(lemma.charAt(lemma.length() - 2)) < 0;
    String stem = lemma.substring(0, lemma.length() - 1);
    boolean hissing = lemma.matches(".*(s|x|z|ch|sh|o)");
    String doubled = lemma + lemma.charAt(lemma.length() - 1);
    if (!irregular.isEmpty()) {
      for (String past : irregular.split(" ")) {
        put(past, new Verb(lemma, Form.PAST, noun && past.equals(lemma)));
      }
    } else {
      String past =
          e ? lemma + "d" : consonantY ? stem + "ied" : (doubles ? doubled : lemma) + "ed";
      put(past, new Verb(lemma, Form.PAST, false));
    }
    put(lemma, new Verb(lemma, Form.PRESENT, noun));
    String third = hissing ? lemma + "es" : consonantY ? stem + "ies" : lemma + "s";
    put(third, new Verb(lemma, Form.PRESENT, noun));
    String ing =
        lemma.endsWith("ie")
            ? lemma.substring(0, lemma.length() - 2) + "ying"
            : e && !lemma.endsWith("ee")
                ? stem + "ing"
                : (doubles || isShort(lemma) && !irregular.isEmpty() ? doubled : lemma) + "ing";
    put(ing, new Verb(lemma, Form.ING, false));
  }

  /** "cut", "hit", "run": one vowel before the last consonant. */
  private static boolean isShort(String lemma) {
    int n = lemma.length();
    return n == 3
        && "aeiou".indexOf(lemma.charAt(1)) >= 0
        && "aeiouywx".indexOf(lemma.charAt(2)) < 0;
  }

  private void put(String form, Verb verb) {
    byForm.putIfAbsent(form, verb);
  }
}

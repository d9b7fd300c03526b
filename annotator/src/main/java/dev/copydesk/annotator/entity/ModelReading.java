package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Sentences.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of an article as the model reads them: once alone, once more knowing the whole. */
final class ModelReading {
  /**
   * One field.
   *
   * @param stretches of words that may be names, see {@link Sentences#stretches}
   * @param ruled what the rules take its words for
   * @param known the lists that its words are in, see {@link Gazetteer#flags}
   * @param lexicon and those of the {@link Lexicon}
   * @param classes the {@link WordClasses} of its words
   */
  record Field(
      Words words,
      List<Sentence> sentences,
      List<Sentence> stretches,
      byte[] ruled,
      int[] known,
      int[] lexicon,
      int[] classes) {
    static Field of(Words words, Gazetteer gazetteer, List<Rules.Ruled> ruled) {
      List<Sentence> sentences = Sentences.of(words, gazetteer);
      byte[] marks = new byte[words.size()];
      for (Rules.Ruled name : ruled) {
        for (int i = name.from(); i < name.to(); i++) {
          marks[i] = (byte) (2 * name.type().ordinal() + (i == name.from() ? 1 : 2));
        }
      }
      return new Field(
          words,
          sentences,
          Sentences.stretches(words, sentences),
          marks,
          gazetteer.flags(words),
          gazetteer.lexicon(words),
          gazetteer.classes(words));
    }
  }

  private final List<Field> fields;
  private final List<Features> first = new ArrayList<>();

  ModelReading(List<Field> fields) {
    this.fields = fields;
    DocumentForms document = new DocumentForms();
    fields.forEach(document::add);
    Map<String, WordForm> known = new HashMap<>();
    for (Field field : fields) {
      Words words = field.words();
      WordForm[] forms = new WordForm[words.size()];
      for (int i = 0; i < forms.length; i++) {
        forms[i] = known.computeIfAbsent(words.at(i), WordForm::of);
      }
      first.add(new FieldFeatures(field, forms, document).all());
    }
  }

  List<Field> fields() {
    return fields;
  }

  /** What the first reading of each field sees. */
  List<Features> first() {
    return first;
  }

  /**
   * What the second reading of each field sees besides.
   *
   * @param labels of each field by the first
   */
  List<Features> second(List<byte[]> labels) {
    SecondReading reading = new SecondReading();
    for (int f = 0; f < fields.size(); f++) {
      reading.vote(fields.get(f).words(), labels.get(f));
    }
    List<Features> second = new ArrayList<>();
    for (int f = 0; f < fields.size(); f++) {
      Field field = fields.get(f);
      second.add(reading.of(field.words(), field.stretches(), labels.get(f)));
    }
    return second;
  }
}

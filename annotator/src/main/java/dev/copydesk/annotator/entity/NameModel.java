package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Sentences.Sentence;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Labels the words of an article as persons, organisations and places. Learnt by {@code
 * NameTraining} (in the tests). Immutable.
 *
 * @param first reads each sentence alone
 * @param second reads it again, knowing what the first made of the article
 */
record NameModel(SequenceModel first, SequenceModel second) {

  /** Reads a model beside this class. */
  static NameModel load(String resource) {
    InputStream file =
        Objects.requireNonNull(NameModel.class.getResourceAsStream(resource), resource);
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 16))) {
      return new NameModel(SequenceModel.read(in), SequenceModel.read(in));
    } catch (IOException broken) {
      throw new UncheckedIOException(resource + " of this jar", broken);
    }
  }

  void write(DataOutputStream out) throws IOException {
    first.write(out);
    second.write(out);
  }

  /** Labels of the words of each field, see {@link Label}. */
  List<byte[]> label(ModelReading article) {
    List<byte[]> once = label(first, article, List.of(article.first()));
    return label(second, article, List.of(article.first(), article.second(once)));
  }

  static List<byte[]> label(
      SequenceModel model, ModelReading article, List<List<Features>> featuresOfFields) {
    List<byte[]> labels = new ArrayList<>();
    for (int f = 0; f < article.fields().size(); f++) {
      Field field = article.fields().get(f);
      int at = f;
      List<Features> features = featuresOfFields.stream().map(each -> each.get(at)).toList();
      byte[] found = new byte[field.words().size()];
      for (Sentence stretch : field.stretches()) {
        model.label(features, stretch.from(), stretch.to(), found);
      }
      labels.add(found);
    }
    return labels;
  }
}

package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.entity.Label.Name;
import dev.copydesk.annotator.entity.Perceptron.Example;
import dev.copydesk.schema.v1.EntityType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceModelTest {
  private static final int LENGTH = 6;

  @Test
  void learnsWhatTheFeaturesSayAndIsTheSameAfterwardsAndFromAFile() throws IOException {
    List<Example> examples = examples(7, 200);
    SequenceModel model = Perceptron.learn(examples, 5);

    byte[] file = written(model);
    assertThat(written(Perceptron.learn(examples, 5))).isEqualTo(file);
    SequenceModel read = SequenceModel.read(new DataInputStream(new ByteArrayInputStream(file)));
    assertThat(written(read)).isEqualTo(file);
    for (Example unseen : examples(8, 50)) {
      byte[] found = new byte[LENGTH];
      read.label(unseen.features(), 0, LENGTH, found);
      assertThat(found).isEqualTo(unseen.labels());
    }
  }

  @Test
  void labelsThatMayNotFollowEachOtherAreNeverFound() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      int[][] scores = new int[1 + random.nextInt(8)][Label.COUNT];
      for (int[] word : scores) {
        for (int label = 0; label < word.length; label++) {
          word[label] = random.nextInt(2001) - 1000;
        }
      }
      byte[] found = new byte[scores.length];
      SequenceModel.decode(scores, new int[Label.COUNT * Label.COUNT], found, 0);

      byte[] again = new byte[found.length];
      Label.names(found, 0, found.length).forEach(name -> Label.mark(again, name));
      assertThat(again).as("seed %d", seed).isEqualTo(found);
    }
  }

  /** One name a sentence, of two words or one; each word's features tell its place in it. */
  private static List<Example> examples(long seed, int count) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      byte[] labels = new byte[LENGTH];
      int from = random.nextInt(LENGTH - 1);
      EntityType type = random.nextBoolean() ? EntityType.PERSON : EntityType.LOCATION;
      Label.mark(labels, new Name(from, from + 1 + random.nextInt(2), type));
      Features features = new Features(LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        features.add(1, labels[i]);
        features.add(2, random.nextInt(50));
        features.next();
      }
      examples.add(new Example(List.of(features), 0, LENGTH, labels));
    }
    return examples;
  }

  private static byte[] written(SequenceModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      model.write(out);
    }
    return bytes.toByteArray();
  }
}

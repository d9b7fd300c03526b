package dev.copydesk.entity.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.copydesk.annotator.entity.FoundName;
import dev.copydesk.annotator.entity.NameFinder;
import dev.copydesk.entity.onnx.Labels.Label;
import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the model over a paragraph, in pieces where it is too long for the model. A word counts as
 * its first token does, as is usual for such models.
 */
final class OnnxFinder implements NameFinder {
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final Labels labels;
  private final int longest;

  /**
   * @param longest tokens that the model can read at once
   */
  OnnxFinder(OrtSession session, HuggingFaceTokenizer tokenizer, Labels labels, int longest) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.labels = labels;
    this.longest = longest;
  }

  @Override
  public List<FoundName> names(String paragraph) {
    List<FoundName> names = new ArrayList<>();
    find(paragraph, 0, names);
    return names;
  }

  private void find(String text, int base, List<FoundName> names) {
    Encoding encoding = tokenizer.encode(text);
    int middle = text.length() / 2;
    if (encoding.getIds().length > longest && middle > 0) {
      int cut = cut(text, middle);
      find(text.substring(0, cut), base, names);
      find(text.substring(cut), base + cut, names);
    } else {
      decode(text, base, encoding, scores(encoding), names);
    }
  }

  /** After the end of a sentence near the middle, or else at a space, or else where it must be. */
  private static int cut(String text, int middle) {
    int sentence = text.lastIndexOf(". ", middle);
    if (sentence > middle / 2) {
      return sentence + 1;
    }
    int space = text.lastIndexOf(' ', middle);
    if (space > 0) {
      return space;
    }
    return Character.isLowSurrogate(text.charAt(middle)) && middle > 1 ? middle - 1 : middle;
  }

  private float[][] scores(Encoding encoding) {
    Map<String, long[]> given =
        Map.of(
            "input_ids", encoding.getIds(),
            "attention_mask", encoding.getAttentionMask(),
            "token_type_ids", encoding.getTypeIds());
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        long[] values = given.get(name);
        if (values == null) {
          throw new IllegalStateException("The model wants " + name + ", which is not known");
        }
        inputs.put(
            name, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[][] {values}));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return ((float[][][]) result.get(0).getValue())[0];
      }
    } catch (OrtException failed) {
      throw new IllegalStateException("The model failed: " + failed.getMessage(), failed);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private void decode(
      String text, int base, Encoding encoding, float[][] scores, List<FoundName> names) {
    CharSpan[] spans = encoding.getCharTokenSpans();
    long[] words = encoding.getWordIds();
    int start = -1;
    int end = -1;
    EntityType open = null;
    Label label = new Label(null, false);
    for (int i = 0; i < words.length; i++) {
      CharSpan span = spans[i];
      if (words[i] < 0 || span == null || span.getEnd() <= span.getStart()) {
        continue;
      }
      boolean first = i == 0 || words[i] != words[i - 1];
      label = first ? labels.best(scores[i]) : label;
      if (open != null && (label.type() != open || (first && label.opens()))) {
        add(text, base, start, end, open, names);
        open = null;
      }
      if (open == null && label.type() != null) {
        open = label.type();
        start = span.getStart();
      }
      end = span.getEnd();
    }
    if (open != null) {
      add(text, base, start, end, open, names);
    }
  }

  /** The tokenizer counts code points. */
  private static void add(
      String text, int base, int start, int end, EntityType type, List<FoundName> names) {
    int from = text.offsetByCodePoints(0, start);
    int to = text.offsetByCodePoints(from, end - start);
    names.add(new FoundName(base + from, base + to, type));
  }
}

package dev.copydesk.entity.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.annotator.entity.NameFinder;
import dev.copydesk.annotator.entity.NameFinderProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers {@code onnx}: a model of the user's, in the folder that is named. */
public final class OnnxProvider implements NameFinderProvider {
  private static final String MODEL = "model.onnx";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String CONFIG = "config.json";

  /** Where the model does not say how much it can read at once. */
  private static final int USUAL_LENGTH = 512;

  @Override
  public String tagger() {
    return "onnx";
  }

  @Override
  public NameFinder open(@Nullable String model) {
    if (model == null) {
      throw new IllegalArgumentException("enrich.entities.model must name the folder of a model");
    }
    Path folder = Path.of(model);
    for (String file : List.of(MODEL, TOKENIZER, CONFIG)) {
      if (!Files.isReadable(folder.resolve(file))) {
        throw new IllegalArgumentException(
            "%s, named by enrich.entities.model, holds no %s that can be read"
                .formatted(folder, file));
      }
    }
    // Else DJL may report its use to its makers, and look for newer native code.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try {
      JsonNode config = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(CONFIG)));
      Labels labels = Labels.of(config.path("id2label"));
      OrtSession session =
          OrtEnvironment.getEnvironment()
              .createSession(folder.resolve(MODEL).toString(), new OrtSession.SessionOptions());
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(folder.resolve(TOKENIZER))
              .optTruncation(false)
              .optPadding(false)
              .build();
      int longest = config.path("max_position_embeddings").asInt(USUAL_LENGTH);
      return new OnnxFinder(session, tokenizer, labels, Math.min(longest, USUAL_LENGTH));
    } catch (IOException | OrtException unusable) {
      throw new IllegalArgumentException(
          "the model in %s cannot be used: %s".formatted(folder, unusable.getMessage()), unusable);
    }
  }
}

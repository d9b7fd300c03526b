package dev.copydesk.enrich;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who names persons, organisations and places.
 *
 * @param model folder that a tagger of a module of its own reads
 */
public record EntitySettings(Tagger tagger, Optional<Path> model) {

  /** {@code builtin} and {@code none} are always there, the others are modules to be added. */
  public enum Tagger {
    BUILTIN,
    CORENLP,
    ONNX,
    NONE
  }

  public static final Setting TAGGER =
      new Setting(
          "enrich.entities.tagger",
          "builtin",
          "Who names persons, organisations and places: builtin, none, or corenlp or onnx, which"
              + " are modules to be added.");
  public static final Setting MODEL =
      new Setting(
          "enrich.entities.model",
          "",
          "Folder with the model of the tagger onnx: model.onnx, tokenizer.json and config.json.");

  public static final List<Setting> SETTINGS = List.of(TAGGER, MODEL);

  public static EntitySettings from(Settings settings) {
    Tagger tagger = settings.choice(TAGGER, Tagger.class);
    Optional<Path> model = settings.optionalPath(MODEL);
    if (tagger == Tagger.ONNX && model.isEmpty()) {
      settings.problem(
          "%s is \"onnx\", so %s must name the folder of a model"
              .formatted(TAGGER.key(), MODEL.key()));
    }
    return new EntitySettings(tagger, model);
  }
}

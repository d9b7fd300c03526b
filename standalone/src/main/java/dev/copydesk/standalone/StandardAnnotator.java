package dev.copydesk.standalone;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.EntityTagger;
import dev.copydesk.annotator.entity.NameFinderProvider;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.enrich.EntitySettings.Tagger;
import dev.copydesk.service.SettingsException;
import dev.copydesk.standalone.command.Version;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** Puts together the annotator that the enrich service and {@code annotate} both run. */
final class StandardAnnotator {

  private StandardAnnotator() {}

  /**
   * @throws SettingsException if the module of the tagger that is asked for is not there, or it
   *     cannot be opened
   */
  static Annotator create(EntitySettings entities) {
    return new Annotator(
        Version.copydesk(), tagger(entities), new EnglishNumberTagger(), new SentenceClaimReader());
  }

  private static EntityTagger tagger(EntitySettings entities) {
    return switch (entities.tagger()) {
      case BUILTIN -> new EnglishEntityTagger();
      case NONE -> EntityTagger.NONE;
      case CORENLP, ONNX -> plugIn(entities);
    };
  }

  private static EntityTagger plugIn(EntitySettings entities) {
    String wanted = name(entities.tagger());
    String model = entities.model().map(Object::toString).orElse(null);
    for (NameFinderProvider provider : ServiceLoader.load(NameFinderProvider.class)) {
      if (provider.tagger().equals(wanted)) {
        try {
          return new EnglishEntityTagger(provider.open(model));
        } catch (IllegalArgumentException unusable) {
          throw wrong(
              "%s is \"%s\": %s"
                  .formatted(EntitySettings.TAGGER.key(), wanted, unusable.getMessage()));
        }
      }
    }
    throw wrong(
        ("%1$s is \"%2$s\", but its module is not in this distribution; build one that has it"
                + " by \"./mvnw -P%2$s -DskipTests package\", or set %1$s to builtin")
            .formatted(EntitySettings.TAGGER.key(), wanted));
  }

  private static SettingsException wrong(String problem) {
    return new SettingsException(List.of(problem));
  }

  private static String name(Tagger tagger) {
    return tagger.name().toLowerCase(Locale.ROOT);
  }
}

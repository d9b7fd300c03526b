package dev.copydesk.entity.corenlp;

import dev.copydesk.annotator.entity.NameFinder;
import dev.copydesk.annotator.entity.NameFinderProvider;
import edu.stanford.nlp.ie.NERClassifierCombiner;
import edu.stanford.nlp.util.logging.RedwoodConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Offers {@code corenlp}; needs 1 GB of heap. Its models come with this module. */
public final class CoreNlpProvider implements NameFinderProvider {
  private static final String MODELS = "edu/stanford/nlp/models/ner/";

  @Override
  public String tagger() {
    return "corenlp";
  }

  /** Loads the statistical models alone: no rules, numbers or times of CoreNLP's own. */
  @Override
  public NameFinder open(@Nullable String model) {
    // It tells standard error what it loads; only what fails is of interest.
    RedwoodConfiguration.errorLevel().apply();
    try {
      return new CoreNlpFinder(
          new NERClassifierCombiner(
              false,
              false,
              MODELS + "english.all.3class.distsim.crf.ser.gz",
              MODELS + "english.conll.4class.distsim.crf.ser.gz"));
    } catch (IOException broken) {
      throw new UncheckedIOException("the models of this jar", broken);
    }
  }
}

package dev.copydesk.annotator.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of a text from its letters, with Apache OpenNLP's model of 103 languages.
 * The model takes a second to read and 50 MB, so it is read when the first text needs it. Safe for
 * use by many threads.
 */
final class LanguageGuess {
  private static final String MODEL = "/langdetect-183.bin";

  /** Below so many letters a guess is a toss. */
  private static final int FEWEST_LETTERS = 80;

  private static final int SAMPLE = 2000;

  /** The best must be so many times likelier than the next. */
  private static final double AHEAD = 1.5;

  /** ISO 639-3 codes of single languages that BCP 47 writes by their macrolanguage. */
  private static final Map<String, String> MACRO =
      Map.of(
          "cmn", "zh", "pes", "fa", "ekk", "et", "lvs", "lv", "nob", "nb", "plt", "mg", "swh", "sw",
          "arb", "ar");

  private final Map<String, String> codes = new HashMap<>(MACRO);
  private @Nullable LanguageDetectorModel model;

  LanguageGuess() {
    for (String code : Locale.getISOLanguages()) {
      codes.putIfAbsent(Locale.of(code).getISO3Language(), code);
    }
  }

  /** BCP 47, or null where the text is short or might be in several languages. */
  @Nullable String of(String text) {
    String sample = text.substring(0, Math.min(SAMPLE, text.length()));
    if (sample.chars().filter(Character::isLetter).count() < FEWEST_LETTERS) {
      return null;
    }
    Language[] guesses = new LanguageDetectorME(model()).predictLanguages(sample);
    boolean clear =
        guesses.length == 1 || guesses[0].getConfidence() >= AHEAD * guesses[1].getConfidence();
    return clear ? codes.getOrDefault(guesses[0].getLang(), guesses[0].getLang()) : null;
  }

  private synchronized LanguageDetectorModel model() {
    if (model == null) {
      try (InputStream file =
          Objects.requireNonNull(LanguageGuess.class.getResourceAsStream(MODEL), MODEL)) {
        model = new LanguageDetectorModel(file);
      } catch (IOException broken) {
        throw new UncheckedIOException(MODEL + " on the class path", broken);
      }
    }
    return model;
  }
}

package dev.copydesk.standalone;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;

/** Puts together the annotator that the enrich service and {@code annotate} both run. */
final class StandardAnnotator {

  private StandardAnnotator() {}

  static Annotator create() {
    return new Annotator(
        VersionCommand.copydesk(),
        new EnglishEntityTagger(),
        new EnglishNumberTagger(),
        new SentenceClaimReader());
  }
}

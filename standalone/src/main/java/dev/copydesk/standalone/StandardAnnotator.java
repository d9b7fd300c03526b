package dev.copydesk.standalone;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.GazetteerEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;

/** Puts together the annotator that the enrich service and {@code annotate} both run. */
final class StandardAnnotator {

  private StandardAnnotator() {}

  static Annotator create() {
    return new Annotator(
        VersionCommand.copydesk(),
        new GazetteerEntityTagger(),
        new EnglishNumberTagger(),
        new SentenceClaimReader());
  }
}

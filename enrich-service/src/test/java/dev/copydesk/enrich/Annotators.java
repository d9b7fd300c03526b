package dev.copydesk.enrich;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.ClaimReader;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.EntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.annotator.number.NumberTagger;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Annotators for tests, made of real parts but for what a test is about. */
final class Annotators {

  private static final NumberTagger NO_NUMBERS = (_, _, _) -> List.of();
  private static final ClaimReader NO_CLAIMS = (_, _, _, _) -> List.of();

  private Annotators() {}

  static Annotator real(String version) {
    return new Annotator(
        version, new EnglishEntityTagger(), new EnglishNumberTagger(), new SentenceClaimReader());
  }

  /** Calls the first letter another name after its first article. */
  static Annotator changing() {
    AtomicInteger calls = new AtomicInteger();
    EntityTagger tagger =
        (_, text) ->
            List.of(
                new Entity(
                    TextField.TEXT,
                    0,
                    1,
                    text.substring(0, 1),
                    EntityType.OTHER,
                    calls.getAndIncrement() == 0 ? "before" : "after",
                    null));
    return new Annotator("changing", tagger, NO_NUMBERS, NO_CLAIMS);
  }

  /** Takes a second for each article that there is no permit for. */
  static Annotator slowed(Semaphore permits) {
    EntityTagger tagger =
        (_, _) -> {
          try {
            var _ = permits.tryAcquire(200, TimeUnit.MILLISECONDS);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    return new Annotator("slowed", tagger, NO_NUMBERS, NO_CLAIMS);
  }

  static Annotator failing() {
    EntityTagger tagger =
        (_, _) -> {
          throw new IllegalStateException("a bug");
        };
    return new Annotator("failing", tagger, NO_NUMBERS, NO_CLAIMS);
  }
}

package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.claim.Events.Event;
import org.jspecify.annotations.Nullable;

/** The events of one sentence, each found once, however many numbers ask for it. */
final class SentenceEvents {
  private final Events events;
  private final Sentence sentence;
  private final @Nullable Event[] strict;
  private final @Nullable Event[] loose;
  private final boolean[] strictKnown;
  private final boolean[] looseKnown;

  SentenceEvents(Events events, Sentence sentence) {
    int words = sentence.words().size();
    this.events = events;
    this.sentence = sentence;
    this.strict = new Event[words];
    this.loose = new Event[words];
    this.strictKnown = new boolean[words];
    this.looseKnown = new boolean[words];
  }

  Sentence sentence() {
    return sentence;
  }

  /** As {@link Events#at}. */
  @Nullable Event at(int i, boolean isLoose) {
    @Nullable Event[] found = isLoose ? loose : strict;
    boolean[] known = isLoose ? looseKnown : strictKnown;
    if (!known[i]) {
      found[i] = events.at(sentence, i, isLoose);
      known[i] = true;
    }
    return found[i];
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.Comparator;
import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Span;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hand-written scanner: looks the characters through for triggers, which allocates nothing, cuts
 * the paragraphs that hold one into tokens once, tries the grammars at every token, keeps the
 * longest reading, and reads comparator and counted noun around it. Every grammar looks a bounded
 * number of tokens ahead, so the whole is linear in the text.
 */
public final class EnglishNumberTagger implements NumberTagger {
  private final Lexicon lexicon;
  private final Triggers triggers;
  private final Quantities quantities;
  private final Context context;
  private final Holidays holidays;

  /** Reads the vocabulary; costs some tens of milliseconds, so make one and keep it. */
  public EnglishNumberTagger() {
    lexicon = Lexicon.english();
    triggers = new Triggers(lexicon);
    quantities = new Quantities(lexicon);
    context = new Context(lexicon);
    holidays = new Holidays(lexicon);
  }

  @Override
  public List<NumberMention> tag(
      @Nullable String headline, String text, @Nullable String published) {
    Anchor anchor = Anchor.of(published);
    List<NumberMention> mentions = new ArrayList<>();
    tag(TextField.TEXT, text, anchor, mentions);
    if (headline != null) {
      tag(TextField.HEADLINE, headline, anchor, mentions);
    }
    return mentions;
  }

  private void tag(TextField field, String text, Anchor anchor, List<NumberMention> mentions) {
    Tokens tokens = Tokens.around(triggers, text, lexicon);
    if (tokens == null) {
      return;
    }
    DateFields fields = new DateFields(tokens);
    TimesOfDay times = new TimesOfDay(tokens, fields);
    Moments moments = new Moments(tokens, anchor, holidays, times);
    Sets sets = new Sets(tokens, fields, times);
    Durations durations = new Durations(tokens, anchor);
    for (int i = 0; i < tokens.size(); ) {
      Found found = tokens.starts(i) ? longest(tokens, i, moments, sets, durations) : null;
      if (found == null
          || Guards.partOfName(tokens, found, context.counted(tokens, found) != null)) {
        i = found == null ? i + 1 : found.to();
        continue;
      }
      mentions.add(mention(field, text, tokens, Moments.bounded(found)));
      i = found.to();
    }
  }

  private @Nullable Found longest(
      Tokens tokens, int i, Moments moments, Sets sets, Durations durations) {
    if (Guards.code(tokens, i)) {
      return null;
    }
    Found best = Dates.longer(sets.at(i), moments.at(i));
    Found length = durations.at(i);
    best = Dates.longer(best, length == null ? null : moments.timed(length));
    return Dates.longer(best, quantities.at(tokens, i));
  }

  private NumberMention mention(TextField field, String text, Tokens tokens, Found found) {
    Span whole = span(text, tokens, found.from(), found.to());
    Context.Cue cue = context.cue(tokens, found);
    Context.Stretch counted = context.counted(tokens, found);
    Comparator bare =
        found.vague() && found.kind() == NumberKind.cardinal ? Comparator.GE : Comparator.EQ;
    return new NumberMention(
        field,
        whole.getStart(),
        whole.getEnd(),
        whole.getText(),
        found.kind(),
        found.value(),
        found.valueEnd(),
        found.unit(),
        found.timex(),
        found.mod(),
        cue == null ? bare : cue.comparator(),
        cue == null ? null : span(text, tokens, cue.words().from(), cue.words().to()),
        counted == null ? null : span(text, tokens, counted.from(), counted.to()),
        found.vague(),
        found.attributive());
  }

  private static Span span(String text, Tokens tokens, int from, int to) {
    int start = tokens.start(from);
    int end = tokens.end(to - 1);
    return new Span(start, end, text.substring(start, end));
  }
}

package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Gazetteer.Known;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes runs of capitalised words for names, and types them by gazetteers, heads, titles and first
 * names; a second pass makes the article agree with itself.
 */
public final class GazetteerEntityTagger implements EntityTagger {
  private static final int LONGEST_RUN = 10;

  private final Gazetteer gazetteer = new Gazetteer();

  @Override
  public List<Entity> tag(@Nullable String headline, String text) {
    List<Mention> mentions = new ArrayList<>(mentions(TextField.TEXT, text));
    if (headline != null) {
      mentions.addAll(mentions(TextField.HEADLINE, headline));
    }
    return Names.resolve(mentions, text, headline == null ? "" : headline);
  }

  private List<Mention> mentions(TextField field, String text) {
    Words words = new Words(text);
    Runs runs = new Runs(words, gazetteer);
    boolean shouted = shouted(text);
    List<Mention> mentions = new ArrayList<>();
    for (int i = 0; i < words.size(); ) {
      int named = runs.pastTitle(i);
      if (named > i) {
        i = named;
        continue;
      }
      int known = runs.known(i);
      int head = runs.headed(i, LONGEST_RUN);
      if (known > i && known >= head) {
        Known what = gazetteer.find(words.join(i, known));
        if (what != null) {
          mentions.add(
              new Mention(
                  field, words.start(i), words.end(known - 1), what.type(), what.country(), true));
        }
        i = known;
        continue;
      }
      if (shouted && head <= i) {
        i++;
        continue;
      }
      int to = Math.max(head, runs.end(i, LONGEST_RUN));
      int from = runs.afterTitles(i, to);
      EntityType type = from < to ? runs.type(from, to) : null;
      if (type != null) {
        mentions.add(
            new Mention(
                field, words.start(from), words.end(to - 1), type, null, runs.sure(from, to)));
      }
      i = Math.max(to, i + 1);
    }
    return mentions;
  }

  /** A line in capitals says nothing by its capitals. */
  private static boolean shouted(String text) {
    return text.length() < 400 && text.chars().noneMatch(Character::isLowerCase);
  }
}

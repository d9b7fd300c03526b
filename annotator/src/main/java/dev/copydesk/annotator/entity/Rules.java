package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.Gazetteer.Known;
import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes runs of capitalised words for names, and types them by gazetteers, heads, titles and first
 * names.
 */
final class Rules {
  private static final int LONGEST_RUN = 10;

  /**
   * Words [from, to) that are a name by the rules.
   *
   * @param known whether it is in the gazetteer as it stands
   * @param sure whether the type comes from the name itself rather than from what is usual
   */
  record Ruled(
      int from, int to, EntityType type, @Nullable String country, boolean known, boolean sure) {}

  private final Gazetteer gazetteer;

  Rules(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  List<Ruled> names(Words words, boolean shouted) {
    Runs runs = new Runs(words, gazetteer);
    List<Ruled> names = new ArrayList<>();
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
          names.add(new Ruled(i, known, what.type(), what.country(), true, true));
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
        names.add(new Ruled(from, to, type, null, false, runs.sure(from, to)));
      }
      i = Math.max(to, i + 1);
    }
    return names;
  }
}

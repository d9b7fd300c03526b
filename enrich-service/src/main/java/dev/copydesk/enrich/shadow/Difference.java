package dev.copydesk.enrich.shadow;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An article that comes out otherwise.
 *
 * @param id of the article
 * @param kinds what of it is another
 */
public record Difference(String id, Set<Kind> kinds) {

  public Difference {
    kinds = Set.copyOf(kinds);
  }

  /**
   * What is there on one side alone, in words.
   *
   * @param live as it is now
   * @param shadow as it would be
   */
  public record Sides(List<String> live, List<String> shadow) {
    public Sides {
      live = List.copyOf(live);
      shadow = List.copyOf(shadow);
    }
  }

  /**
   * An example, with what is another.
   *
   * @param headline of the live record, or of the shadow's where there is none; possibly empty
   */
  public record Example(Difference difference, String headline, Map<Kind, Sides> sides) {}
}

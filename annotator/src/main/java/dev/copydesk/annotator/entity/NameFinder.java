package dev.copydesk.annotator.entity;

import java.util.List;

/**
 * Takes words of a text for names of persons, organisations and places. What surrounds that in an
 * article (titles, peoples, events, one type a form, the fullest form) is {@link
 * EnglishEntityTagger}'s, whichever finder it asks. Implementations are safe for use by many
 * threads.
 */
@FunctionalInterface
public interface NameFinder {

  /**
   * Finds the names of one paragraph, which are read without regard to any other.
   *
   * @param paragraph English text without a blank line, of any length
   * @return names in order of start, without overlaps; types other than person, organisation and
   *     location are left out by the caller
   */
  List<FoundName> names(String paragraph);
}

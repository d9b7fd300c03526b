package dev.copydesk.annotator.metadata;

import dev.copydesk.annotator.clean.CleanCopy;
import dev.copydesk.annotator.page.Envelope;
import dev.copydesk.annotator.page.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page says of itself. Immutable; safe for use by many threads. The order of belief,
 * first come first served, with the origin that goes with a date:
 *
 * <table>
 *   <caption>Where each field is read</caption>
 *   <tr><td>all, of a structured item</td><td>the item and nothing else (SOURCE)</td></tr>
 *   <tr><td>what is said beside the page</td><td>front matter, a feed's entry, a mail's head
 *       (SOURCE), before what the page itself says</td></tr>
 *   <tr><td>headline</td><td>the page's only h1 of four words or more; JSON-LD; og:title; the only
 *       h1; twitter:title; title; the repeated line above the article; the heading that opens a
 *       post. The site's name, and the trail "Site :: Section ::", are taken off.</td></tr>
 *   <tr><td>byline</td><td>JSON-LD author; meta author; itemprop author, rel author; lines that say
 *       "by"; the element that calls itself byline or address; a name beside the date. "By (AFP)"
 *       is an agency.</td></tr>
 *   <tr><td>published, updated</td><td>JSON-LD (JSON_LD); meta (META); time elements (TIME); the day
 *       in the address (URL); lines around the article, then days that head stories within it
 *       (TEXT). A bare day above the headline is the day the page was made and neither. A page that
 *       only says when it was changed is dated by that. Days before 1990 or after the arrival are
 *       not believed.</td></tr>
 *   <tr><td>dateline, agency</td><td>the opening of the text, "PARIS (Reuters) -"</td></tr>
 *   <tr><td>language</td><td>JSON-LD; the html element; og:locale; English by its function words;
 *       a guess by {@link LanguageGuess}</td></tr>
 * </table>
 */
public final class MetadataReader {
  private final LanguageGuess guess = new LanguageGuess();
  private final Datelines datelines = new Datelines();

  /**
   * @param uri the source's own identifier; where it is an address, as crawlers give it, it is the
   *     page's if that names none
   * @param arrived dates after it are not believed
   */
  public Metadata read(Page page, CleanCopy copy, @Nullable String uri, Instant arrived) {
    String text = copy.text();
    Datelines.Opening opening = datelines.read(text);
    Draft draft = new Draft(page instanceof Page.Item ? Dates.ofItem() : Dates.ofPage(arrived));
    switch (page) {
      case Page.Item item -> ItemMetadata.read(item.item(), draft);
      case Page.Html html -> {
        envelope(html.envelope(), draft);
        HtmlMetadata.read(html, draft);
        VisibleMetadata.read(copy.verdicts(), draft);
      }
      case Page.Text dump -> {
        envelope(dump.envelope(), draft);
        VisibleMetadata.read(copy.verdicts(), draft);
      }
    }
    draft.url(uri);
    draft.agency(opening.agency());
    if (!draft.hasLanguage()) {
      String voted = Languages.vote(text);
      draft.language(voted == null ? guess.of(text) : voted);
    }
    return draft.finish(opening.place());
  }

  private static void envelope(Envelope said, Draft draft) {
    draft.headline(said.headline());
    draft.description(said.description());
    said.byline().forEach(draft::author);
    draft.published(said.published(), "SOURCE");
    draft.updated(said.updated(), "SOURCE");
    draft.language(said.language());
    said.keywords().forEach(draft::keyword);
  }
}

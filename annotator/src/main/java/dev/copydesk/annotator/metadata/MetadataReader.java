package dev.copydesk.annotator.metadata;

import dev.copydesk.annotator.clean.CleanCopy;
import dev.copydesk.annotator.page.Envelope;
import dev.copydesk.annotator.page.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page says of itself. The order of belief is: the structured item, or what is said
 * beside the page; for the headline, the page's only h1; JSON-LD; meta tags (Open Graph, article:,
 * then others); {@code <time>}; the address; the visible text. Stateless.
 */
public final class MetadataReader {

  /**
   * @param uri the source's own identifier; where it is an address, as crawlers give it, it is the
   *     page's if that names none
   * @param arrived dates after it are not believed
   */
  public Metadata read(Page page, CleanCopy copy, @Nullable String uri, Instant arrived) {
    String text = copy.text();
    Datelines.Opening opening = Datelines.read(text);
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
    draft.language(Languages.vote(text));
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

package dev.copydesk.annotator.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.annotator.page.Page;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads the head of an HTML page: JSON-LD, then meta tags, {@code <time>}, the address. */
final class HtmlMetadata {
  private static final Pattern DATE_IN_PATH =
      Pattern.compile("/(19|20)(\\d{2})[/-](\\d{2})[/-](\\d{2})(?:[/-]|$)");

  private static final int FEWEST_HEADLINE_WORDS = 4;

  private HtmlMetadata() {}

  static void read(Page.Html page, Draft draft) {
    Document document = page.document();
    draft.url(first(document, "link[rel=canonical]", "href"));
    MetaTags meta = new MetaTags(document);
    draft.url(meta.first("og:url"));
    draft.headline(visibleHeadline(document));
    for (JsonNode node : page.linkedData()) {
      if (isArticle(node)) {
        linkedData(node, page.linkedData(), draft);
      }
    }
    metaTags(document, meta, draft);
    Element time = document.selectFirst("article time[datetime], main time[datetime]");
    time = time == null ? document.selectFirst("time[datetime]") : time;
    draft.published(time == null ? null : time.attr("datetime"), "TIME");
    if (!draft.hasPublished()) {
      draft.published(dateInAddress(document, meta), "URL");
    }
  }

  /** What the reader reads: the only h1, if it is more than a site's name or a section's. */
  private static @Nullable String visibleHeadline(Document document) {
    List<Element> h1 = document.select("h1");
    String text = h1.size() == 1 ? h1.getFirst().text().strip() : "";
    return text.split(" ").length >= FEWEST_HEADLINE_WORDS ? text : null;
  }

  private static boolean isArticle(JsonNode node) {
    JsonNode type = node.path("@type");
    String types = type.isArray() ? type.toString() : type.asText("");
    return types.contains("Article") || types.contains("BlogPosting") || types.contains("Report");
  }

  private static void linkedData(JsonNode node, List<JsonNode> all, Draft draft) {
    draft.headline(plain(node.path("headline")));
    draft.description(plain(node.path("description")));
    boolean named = draft.hasByline();
    if (!named) {
      each(node.path("author")).forEach(author -> draft.author(name(resolve(author, all))));
    }
    draft.published(plain(node.path("datePublished")), "JSON_LD");
    draft.updated(plain(node.path("dateModified")), "JSON_LD");
    draft.publisher(name(node.path("publisher")));
    each(node.path("articleSection")).forEach(section -> draft.section(plain(section)));
    for (JsonNode word : each(node.path("keywords"))) {
      keywords(plain(word), draft);
    }
    for (JsonNode image : each(node.path("image"))) {
      String address = image.isTextual() ? image.asText() : image.path("url").asText(null);
      draft.image(address, plain(image.path("caption")));
    }
    draft.language(plain(node.path("inLanguage")));
  }

  /** The object that a bare "@id" points to. */
  private static JsonNode resolve(JsonNode reference, List<JsonNode> all) {
    String id = reference.path("@id").asText("");
    if (id.isEmpty() || reference.has("name")) {
      return reference;
    }
    return all.stream()
        .filter(node -> node.has("name") && node.path("@id").asText("").equals(id))
        .findFirst()
        .orElse(reference);
  }

  private static void metaTags(Document document, MetaTags meta, Draft draft) {
    draft.publisher(meta.first("og:site_name"));
    draft.headline(meta.first("og:title"));
    List<Element> h1 = document.select("h1");
    draft.headline(h1.size() == 1 ? h1.getFirst().text() : null);
    draft.headline(meta.first("twitter:title"));
    draft.headline(document.title());
    draft.description(meta.first("og:description"));
    draft.description(meta.first("description"));
    if (!draft.hasByline()) {
      for (String name :
          List.of("author", "article:author", "parsely-author", "byl", "dc.creator")) {
        draft.byline(meta.first(name));
      }
    }
    Element author = document.selectFirst("[itemprop=author] [itemprop=name], a[rel=author]");
    if (!draft.hasByline() && author != null) {
      draft.byline(author.text());
    }
    for (String name :
        List.of(
            "article:published_time",
            "datePublished",
            "parsely-pub-date",
            "pubdate",
            "date",
            "dc.date",
            "dc.date.issued",
            "sailthru.date",
            "publish-date",
            "DC.date.issued")) {
      draft.published(meta.first(name), "META");
    }
    draft.updated(meta.first("article:modified_time"), "META");
    draft.updated(meta.first("og:updated_time"), "META");
    draft.section(meta.first("article:section"));
    meta.all("article:tag").forEach(draft::keyword);
    keywords(meta.first("news_keywords"), draft);
    keywords(meta.first("keywords"), draft);
    draft.image(meta.first("og:image"), meta.first("og:image:alt"));
    meta.all("og:image").forEach(image -> draft.image(image, null));
    Element root = document.selectFirst("html");
    draft.language(root == null ? null : root.attr("lang"));
    draft.language(meta.first("og:locale"));
  }

  private static void keywords(@Nullable String list, Draft draft) {
    if (list != null) {
      for (String word : list.split(",")) {
        draft.keyword(word);
      }
    }
  }

  private static @Nullable String dateInAddress(Document document, MetaTags meta) {
    String address = first(document, "link[rel=canonical]", "href");
    address = address == null ? meta.first("og:url") : address;
    Matcher m = DATE_IN_PATH.matcher(address == null ? "" : address);
    return m.find() ? m.group(1) + m.group(2) + "-" + m.group(3) + "-" + m.group(4) : null;
  }

  private static @Nullable String first(Document document, String query, String attribute) {
    Element element = document.selectFirst(query);
    String value = element == null ? "" : element.attr(attribute).strip();
    return value.isEmpty() ? null : value;
  }

  private static Iterable<JsonNode> each(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  private static @Nullable String name(JsonNode node) {
    return node.isTextual() ? plain(node) : plain(node.path("name"));
  }

  /** Text without mark-up: many sites escape twice. */
  private static @Nullable String plain(JsonNode node) {
    String value = node.isTextual() ? node.asText() : "";
    if (value.indexOf('&') >= 0 || value.indexOf('<') >= 0) {
      value = Jsoup.parse(value).text();
    }
    return value.isBlank() ? null : value.strip();
  }
}

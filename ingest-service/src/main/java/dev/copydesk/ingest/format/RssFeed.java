package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.xml.Xml;
import dev.copydesk.ingest.format.xml.XmlHead;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** RSS 2 and its forebears: an article an item, its identity the guid, else the link. */
final class RssFeed implements ArticleFormat {

  static final String MEDIA_TYPE = "application/rss+xml";

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("rss");
  }

  @Override
  public boolean recognises(Head head) {
    return XmlHead.isRoot(head, "rss") || XmlHead.isRoot(head, "rdf");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new XmlItems(in, head, origin, limits, Set.of("item"), RssFeed::item);
  }

  private static Item item(Element item, XmlItems.Place place) {
    String guid = Xml.text(item, "guid");
    return place
        .article(MEDIA_TYPE)
        .uri(guid == null ? Xml.text(item, "link") : guid)
        .version(SourceTime.first(Xml.text(item, "updated"), modified(item), published(item)))
        .build();
  }

  private static @Nullable String modified(Element item) {
    return Xml.text(item, "modified");
  }

  private static @Nullable String published(Element item) {
    String date = Xml.text(item, "pubDate");
    return date == null ? Xml.text(item, "date") : date;
  }
}

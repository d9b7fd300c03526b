package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.xml.Xml;
import dev.copydesk.ingest.format.xml.XmlHead;
import dev.copydesk.schema.v1.ArticleStatus;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** NewsML-G2 (IPTC): an article a news item of text, alone or several in a news message. */
final class NewsMlG2 implements ArticleFormat {

  static final String MEDIA_TYPE = "application/vnd.iptc.g2.newsitem+xml";

  private static final Set<String> ITEMS =
      Set.of(
          "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem");

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("newsml");
  }

  @Override
  public boolean recognises(Head head) {
    return XmlHead.isRoot(head, "newsmessage")
        || XmlHead.isRoot(head, "newsitem")
        || XmlHead.isRoot(head, "packageitem");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new XmlItems(in, head, origin, limits, ITEMS, NewsMlG2::item);
  }

  private static Item item(Element item, XmlItems.Place place) {
    String itemClass = code(Xml.child(item, "itemMeta", "itemClass"));
    boolean isText = itemClass == null || itemClass.equals("text");
    if (!Xml.localName(item).equals("newsItem") || !isText) {
      return RejectionCode.UNSUPPORTED_MEDIA_TYPE.item(
          place.position(), place.bytes(), "a NewsML-G2 item that is not text");
    }
    Optional<ArticleStatus> status =
        PubStatus.parse(code(Xml.child(item, "itemMeta", "pubStatus")));
    if (status.isEmpty()) {
      return RejectionCode.NOT_NEWS_XML.item(
          place.position(), place.bytes(), "pubStatus is none of usable, withheld, canceled");
    }
    return place
        .article(MEDIA_TYPE)
        .uri(Xml.attribute(item, "guid"))
        .version(SourceTime.first(Xml.text(item, "itemMeta", "versionCreated")))
        .embargo(status.get(), Xml.text(item, "itemMeta", "embargoed"))
        .build();
  }

  /** What a QCode names in its scheme: "canceled" of "stat:canceled", or of a URI's last part. */
  private static @Nullable String code(@Nullable Element element) {
    String qcode = Xml.attribute(element, "qcode");
    String name = qcode == null ? Xml.attribute(element, "uri") : qcode;
    return name == null
        ? null
        : name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
  }
}

package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.xml.Xml;
import dev.copydesk.ingest.format.xml.XmlHead;
import dev.copydesk.schema.v1.ArticleStatus;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;

/** NITF 3 (IPTC): one article a file, its identity the {@code doc-id}. */
final class Nitf implements ArticleFormat {

  static final String MEDIA_TYPE = "application/nitf+xml";

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("nitf");
  }

  @Override
  public boolean recognises(Head head) {
    return XmlHead.isRoot(head, "nitf");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new XmlItems(in, head, origin, limits, Set.of("nitf"), Nitf::article);
  }

  private static Item article(Element nitf, XmlItems.Place place) {
    Element docdata = Xml.child(nitf, "head", "docdata");
    Element about = docdata == null ? nitf : docdata;
    Optional<ArticleStatus> status = PubStatus.parse(Xml.attribute(docdata, "management-status"));
    if (status.isEmpty()) {
      return RejectionCode.NOT_NEWS_XML.item(
          place.position(), place.bytes(), "management-status is none of those of NITF");
    }
    String release = Xml.attribute(Xml.child(about, "date.release"), "norm");
    return place
        .article(MEDIA_TYPE)
        .uri(Xml.attribute(Xml.child(about, "doc-id"), "id-string"))
        .version(
            SourceTime.first(
                Xml.attribute(Xml.child(about, "date.issue"), "norm"),
                Xml.attribute(
                    Xml.child(nitf, "body", "body.head", "dateline", "story.date"), "norm")))
        .embargo(status.get(), release)
        .build();
  }
}

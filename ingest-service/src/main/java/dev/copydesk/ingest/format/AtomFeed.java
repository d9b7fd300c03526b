package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.xml.Xml;
import dev.copydesk.ingest.format.xml.XmlHead;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Atom (RFC 4287): an article an entry, a feed or one entry alone. */
final class AtomFeed implements ArticleFormat {

  static final String MEDIA_TYPE = "application/atom+xml";

  @Override
  public String mediaType() {
    return MEDIA_TYPE;
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("atom");
  }

  @Override
  public boolean recognises(Head head) {
    return XmlHead.isRoot(head, "feed") || XmlHead.isRoot(head, "entry");
  }

  @Override
  public ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits) {
    return new XmlItems(in, head, origin, limits, Set.of("entry"), AtomFeed::entry);
  }

  private static Item entry(Element entry, XmlItems.Place place) {
    return place
        .article(MEDIA_TYPE)
        .uri(Xml.text(entry, "id"))
        .version(SourceTime.first(Xml.text(entry, "updated"), Xml.text(entry, "published")))
        .build();
  }
}

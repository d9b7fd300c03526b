package dev.copydesk.ingest.format;

import java.io.IOException;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an XML file into the elements that are its items, holding one at a time. Document types are
 * not read, entities not expanded: a file that brings its own is refused.
 */
final class XmlItems implements ItemReader {

  /** What an item of some XML format says of itself. */
  interface Reading {

    /**
     * @param element the item; its bytes are those of the builder
     */
    Item read(Element element, Place place);
  }

  /**
   * An item and where it stands.
   *
   * @param bytes the element as UTF-8, complete in itself
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Place(Origin origin, int position, byte[] bytes) {

    ArticleBuilder article(String mediaType) {
      return ArticleBuilder.of(origin, position, bytes, mediaType).charset("UTF-8");
    }
  }

  /** Less than what Java's own parser takes, so that the reason is ours to name. */
  private static final int DEEPEST = 90;

  private final FileBytes in;
  private final Origin origin;
  private final int most;
  private final Set<String> names;
  private final Reading reading;
  private @Nullable XMLStreamReader xml;
  private @Nullable String language;
  private int depth;
  private int position;
  private boolean ended;

  /**
   * @param most longest item, in bytes
   * @param names local names of the elements that are items; none of them lies in another
   */
  XmlItems(FileBytes in, Origin origin, int most, Set<String> names, Reading reading) {
    this.in = in;
    this.origin = origin;
    this.most = most;
    this.names = names;
    this.reading = reading;
  }

  @Override
  public @Nullable Item next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      XMLStreamReader reader = xml;
      if (reader == null) {
        reader = open();
        xml = reader;
      }
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD -> requireNoSubset(reader.getText());
          case XMLStreamConstants.START_ELEMENT -> {
            if (names.contains(reader.getLocalName())) {
              return item(reader);
            }
            depth(1);
            language = declaredLanguage(reader, language);
          }
          case XMLStreamConstants.END_ELEMENT -> depth(-1);
          default -> {}
        }
      }
      ended = true;
      return position == 0 ? RejectionCode.NO_ARTICLE.file() : null;
    } catch (XMLStreamException e) {
      in.requireReadable();
      return end(RejectionCode.NOT_XML.item(place(), null, "line %d", line(e)));
    } catch (ForbiddenXmlException e) {
      return end(RejectionCode.XML_ENTITIES.item(place(), null));
    } catch (TooDeepException e) {
      return end(RejectionCode.XML_TOO_DEEP.item(place(), null, "%d at most", DEEPEST));
    }
  }

  private Item item(XMLStreamReader reader) throws XMLStreamException {
    XmlCopy copy = new XmlCopy(most, DEEPEST - depth);
    copy.copy(reader, language);
    int here = position++;
    return copy.isTooLong()
        ? RejectionCode.ARTICLE_TOO_LARGE.item(here, null, "more than %,d bytes", most)
        : reading.read(Xml.root(copy.text()), new Place(origin, here, copy.bytes()));
  }

  /** What is broken from the start on is rejected as a file. */
  private int place() {
    return position == 0 ? Item.Rejected.WHOLE_FILE : position;
  }

  private Item end(Item last) {
    ended = true;
    return last;
  }

  private void depth(int step) {
    depth += step;
    if (depth > DEEPEST) {
      throw new TooDeepException();
    }
  }

  private XMLStreamReader open() throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory.createXMLStreamReader(in.heldOpen());
  }

  /** A document type may be named, as NITF does, but not bring declarations. */
  private static void requireNoSubset(@Nullable String doctype) {
    if (doctype != null && (doctype.indexOf('[') >= 0 || doctype.indexOf(']') >= 0)) {
      throw new ForbiddenXmlException();
    }
  }

  /** The language that items inherit from the elements around them. */
  private static @Nullable String declaredLanguage(
      XMLStreamReader reader, @Nullable String inherited) {
    String own = reader.getAttributeValue(XMLConstants.XML_NS_URI, "lang");
    return own == null ? inherited : own;
  }

  private static int line(XMLStreamException e) {
    return e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The XML has entities of its own. */
  static final class ForbiddenXmlException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The XML nests too deep. */
  static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

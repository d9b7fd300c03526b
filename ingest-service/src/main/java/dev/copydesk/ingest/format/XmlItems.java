package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.xml.Fault;
import dev.copydesk.ingest.format.xml.Xml;
import dev.copydesk.ingest.format.xml.XmlElements;
import dev.copydesk.ingest.format.xml.XmlElements.Piece;
import java.io.IOException;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The items of an XML file, each an element of it. */
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

  private final XmlElements elements;
  private final Origin origin;
  private final Reading reading;
  private int position;
  private boolean ended;

  /**
   * @param names local names of the elements that are items; none of them lies in another
   */
  XmlItems(
      FileBytes in,
      Head head,
      Origin origin,
      FormatLimits limits,
      Set<String> names,
      Reading reading) {
    this.elements = new XmlElements(in, head, limits.article(), names);
    this.origin = origin;
    this.reading = reading;
  }

  @Override
  public @Nullable Item next() throws IOException {
    if (ended) {
      return null;
    }
    Piece piece = elements.next();
    ended = piece == null || piece instanceof Piece.Broken;
    return switch (piece) {
      case Piece.Whole(byte[] bytes) ->
          reading.read(Xml.root(bytes), new Place(origin, position++, bytes));
      case Piece.Refused(Fault fault, String detail) ->
          code(fault).item(position++, null, "%s", detail);
      // What is broken from the start on is rejected as a file.
      case Piece.Broken(Fault fault, String detail) ->
          code(fault).item(position == 0 ? Item.Rejected.WHOLE_FILE : position, null, "%s", detail);
      case null -> position == 0 ? RejectionCode.NO_ARTICLE.file() : null;
    };
  }

  private static RejectionCode code(Fault fault) {
    return switch (fault) {
      case TOO_LONG -> RejectionCode.ARTICLE_TOO_LARGE;
      case TOO_DEEP -> RejectionCode.XML_TOO_DEEP;
      case ENTITIES -> RejectionCode.XML_ENTITIES;
      case NOT_WELL_FORMED -> RejectionCode.NOT_XML;
      case UNDECODABLE -> RejectionCode.UNDECODABLE;
    };
  }

  @Override
  public void close() throws IOException {
    elements.close();
  }
}

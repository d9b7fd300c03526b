package dev.copydesk.ingest.format.xml;

import dev.copydesk.ingest.format.bytes.ByteOrderMark;
import dev.copydesk.ingest.format.bytes.DeclaredCharset;
import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;
import dev.copydesk.ingest.format.bytes.StrictReader;
import dev.copydesk.ingest.format.bytes.StrictReader.MalformedBytesException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an XML file into the elements that are its items, holding one at a time. Document types are
 * not read, entities not expanded: a file that brings its own is refused.
 */
public final class XmlElements implements Closeable {

  /** What stands at one place of the file. */
  public sealed interface Piece {

    /**
     * An element as a document of its own.
     *
     * @param bytes in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes) implements Piece {}

    /** An element that is not taken; others may follow. */
    record Refused(Fault fault, String detail) implements Piece {}

    /** The file cannot be read on. */
    record Broken(Fault fault, String detail) implements Piece {}
  }

  private static final int DEEPEST = 90;

  /** An element that nests deeper is passed over, unless Java's own parser gives up before. */
  private static final String SKIPPED_DEPTH = "5000";

  private final FileBytes in;
  private final Head head;
  private final int most;
  private final Set<String> names;
  private @Nullable XMLStreamReader xml;
  private @Nullable String language;
  private int depth;

  /**
   * @param most longest element, in bytes
   * @param names local names of the elements wanted; none of them lies in another
   */
  public XmlElements(FileBytes in, Head head, int most, Set<String> names) {
    this.in = in;
    this.head = head;
    this.most = most;
    this.names = names;
  }

  /**
   * The next piece, or null at the end; {@link Piece.Broken} is the last.
   *
   * @throws IOException if the file cannot be read, which says nothing of its content
   */
  public @Nullable Piece next() throws IOException {
    XmlCopy copy = new XmlCopy(most, DEEPEST);
    try {
      XMLStreamReader reader = xml;
      if (reader == null) {
        Charset charset = charset();
        if (charset == null) {
          return new Piece.Broken(Fault.UNDECODABLE, "nobody knows the charset it declares");
        }
        reader = open(charset);
        xml = reader;
      }
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD -> {
            if (hasSubset(reader.getText())) {
              return new Piece.Broken(Fault.ENTITIES, "the document type has declarations");
            }
          }
          case XMLStreamConstants.START_ELEMENT -> {
            if (names.contains(reader.getLocalName())) {
              copy = new XmlCopy(most, DEEPEST - depth);
              copy.copy(reader, language);
              return piece(copy);
            }
            if (++depth > DEEPEST) {
              return new Piece.Broken(Fault.TOO_DEEP, detail(Fault.TOO_DEEP));
            }
            language = declaredLanguage(reader, language);
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
      return null;
    } catch (XMLStreamException e) {
      return broken(e, copy);
    }
  }

  private Piece piece(XmlCopy copy) {
    Fault fault = copy.fault();
    byte[] bytes = copy.bytes();
    if (fault == null && bytes.length > most) {
      fault = Fault.TOO_LONG;
    }
    return fault == null ? new Piece.Whole(bytes) : new Piece.Refused(fault, detail(fault));
  }

  private Piece broken(XMLStreamException e, XmlCopy copy) throws IOException {
    in.requireReadable();
    for (Throwable at = e; at != null; at = cause(at)) {
      if (at instanceof MalformedBytesException malformed) {
        return new Piece.Broken(
            Fault.UNDECODABLE,
            "byte %d is not %s"
                .formatted(malformed.offset(), Objects.requireNonNull(charset()).name()));
      }
    }
    if (copy.fault() == Fault.TOO_DEEP) {
      // Java's parser gives up before the element ends.
      return new Piece.Broken(Fault.TOO_DEEP, detail(Fault.TOO_DEEP));
    }
    int line = e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
    return new Piece.Broken(Fault.NOT_WELL_FORMED, "line " + line);
  }

  private static @Nullable Throwable cause(Throwable e) {
    return e instanceof XMLStreamException xml && xml.getNestedException() != null
        ? xml.getNestedException()
        : e.getCause();
  }

  private String detail(Fault fault) {
    return switch (fault) {
      case TOO_LONG -> "more than %,d bytes".formatted(most);
      case TOO_DEEP -> DEEPEST + " at most";
      case ENTITIES -> "an entity that is none of HTML";
      case NOT_WELL_FORMED, UNDECODABLE -> "";
    };
  }

  /** By mark, by declaration, else UTF-8 (XML 1.0, appendix F); null where it is unknown. */
  private @Nullable Charset charset() {
    ByteOrderMark mark = ByteOrderMark.of(head.bytes());
    Charset wide = head.wideCharset();
    if (mark != null || wide != null) {
      return mark == null ? wide : mark.charset();
    }
    String declared = DeclaredCharset.ofXml(head);
    return declared == null ? StandardCharsets.UTF_8 : DeclaredCharset.known(declared);
  }

  private XMLStreamReader open(Charset charset) throws XMLStreamException, IOException {
    ByteOrderMark mark = ByteOrderMark.of(head.bytes());
    in.skipNBytes(mark == null ? 0 : mark.length());
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty("jdk.xml.maxElementDepth", SKIPPED_DEPTH);
    return factory.createXMLStreamReader(new StrictReader(in.heldOpen(), charset));
  }

  /** A document type may be named, as NITF does, but not bring declarations. */
  private static boolean hasSubset(@Nullable String doctype) {
    return doctype != null && (doctype.indexOf('[') >= 0 || doctype.indexOf(']') >= 0);
  }

  /** The language that items inherit from the elements around them. */
  private static @Nullable String declaredLanguage(
      XMLStreamReader reader, @Nullable String inherited) {
    String own = reader.getAttributeValue(XMLConstants.XML_NS_URI, "lang");
    return own == null ? inherited : own;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package dev.copydesk.ingest.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes one element of an XML file as a document of its own. Every element declares the namespace
 * of its name anew where its parent has another, so that nothing of the file around is needed.
 */
final class XmlCopy {

  private final int most;
  private final int deepest;
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private final Deque<String> namespaces = new ArrayDeque<>();
  private boolean tooLong;

  /**
   * @param most longest copy, in bytes
   * @param deepest how deep elements may nest
   */
  XmlCopy(int most, int deepest) {
    this.most = most;
    this.deepest = deepest;
  }

  /** Whether the element was too long; then there is no copy. */
  boolean isTooLong() {
    return tooLong || bytes().length > most;
  }

  String text() {
    return out.toString();
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Copies the element that the reader stands at, and leaves it at its end.
   *
   * @param language that the element inherits
   */
  void copy(XMLStreamReader reader, @Nullable String language) throws XMLStreamException {
    start(reader, language);
    while (!open.isEmpty()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader, null);
        case XMLStreamConstants.END_ELEMENT -> {
          append("</" + open.pop() + ">");
          namespaces.pop();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            append(Xml.escaped(reader.getText()));
        case XMLStreamConstants.ENTITY_REFERENCE ->
            append(Xml.escaped(Xml.htmlEntity(reader.getLocalName())));
        default -> {}
      }
    }
  }

  private void start(XMLStreamReader reader, @Nullable String language) {
    if (open.size() >= deepest) {
      throw new XmlItems.TooDeepException();
    }
    String prefix = reader.getPrefix();
    String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    boolean prefixed = prefix != null && !prefix.isEmpty();
    String name = prefixed ? prefix + ":" + reader.getLocalName() : reader.getLocalName();
    append("<" + name);
    String binding = prefix + " " + namespace;
    if (prefixed || !binding.equals(namespaces.peek())) {
      if (prefixed) {
        append(" xmlns:" + prefix + "=\"" + Xml.escaped(namespace) + "\"");
      } else if (!namespace.isEmpty() || !namespaces.isEmpty()) {
        append(" xmlns=\"" + Xml.escaped(namespace) + "\"");
      }
    }
    boolean ownLanguage = false;
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      boolean xml = XMLConstants.XML_NS_URI.equals(reader.getAttributeNamespace(i));
      String attribute = (xml ? "xml:" : "") + reader.getAttributeLocalName(i);
      ownLanguage |= attribute.equals("xml:lang");
      if (xml || reader.getAttributeNamespace(i) == null) {
        append(" " + attribute + "=\"" + Xml.escaped(reader.getAttributeValue(i)) + "\"");
      }
    }
    if (language != null && !ownLanguage) {
      append(" xml:lang=\"" + Xml.escaped(language) + "\"");
    }
    append(">");
    open.push(name);
    namespaces.push(prefixed && !namespaces.isEmpty() ? namespaces.peek() : binding);
  }

  private void append(String piece) {
    tooLong |= out.length() + piece.length() > most;
    if (tooLong) {
      out.setLength(0);
    } else {
      out.append(piece);
    }
  }
}

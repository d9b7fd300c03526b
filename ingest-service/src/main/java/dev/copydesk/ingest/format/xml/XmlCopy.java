package dev.copydesk.ingest.format.xml;

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
 *
 * <p>Once something is wrong with the element nothing more is kept of it, and the reader goes on to
 * its end all the same, for the sake of those that follow.
 */
final class XmlCopy {

  private final int most;
  private final int deepest;
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private final Deque<String> namespaces = new ArrayDeque<>();
  private @Nullable Fault fault;

  /**
   * @param most longest copy, in bytes
   * @param deepest how deep elements may nest
   */
  XmlCopy(int most, int deepest) {
    this.most = most;
    this.deepest = deepest;
  }

  /** What is wrong with the element, so that there is no copy of it; null for nothing. */
  @Nullable Fault fault() {
    return fault;
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Copies the element that the reader stands at, and leaves it at its end.
   *
   * @param language that the element inherits
   */
  void copy(XMLStreamReader reader, @Nullable String language) throws XMLStreamException {
    start(reader, language);
    int depth = 1;
    while (depth > 0) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          start(reader, null);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          end();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE -> entity(reader.getLocalName());
        default -> {}
      }
    }
  }

  private void start(XMLStreamReader reader, @Nullable String language) {
    if (open.size() >= deepest) {
      fail(Fault.TOO_DEEP);
    }
    if (fault != null) {
      return;
    }
    String prefix = reader.getPrefix();
    String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    boolean prefixed = prefix != null && !prefix.isEmpty();
    String name = prefixed ? prefix + ":" + reader.getLocalName() : reader.getLocalName();
    raw("<" + name);
    String binding = prefix + " " + namespace;
    if (prefixed || !binding.equals(namespaces.peek())) {
      if (prefixed) {
        attribute("xmlns:" + prefix, namespace);
      } else if (!namespace.isEmpty() || !namespaces.isEmpty()) {
        attribute("xmlns", namespace);
      }
    }
    boolean ownLanguage = false;
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      boolean xml = XMLConstants.XML_NS_URI.equals(reader.getAttributeNamespace(i));
      String attribute = (xml ? "xml:" : "") + reader.getAttributeLocalName(i);
      ownLanguage |= attribute.equals("xml:lang");
      if (xml || reader.getAttributeNamespace(i) == null) {
        attribute(attribute, reader.getAttributeValue(i));
      }
    }
    if (language != null && !ownLanguage) {
      attribute("xml:lang", language);
    }
    raw(">");
    open.push(name);
    namespaces.push(prefixed && !namespaces.isEmpty() ? namespaces.peek() : binding);
  }

  private void end() {
    if (fault == null) {
      raw("</" + open.pop() + ">");
      namespaces.pop();
    }
  }

  private void attribute(String name, String value) {
    raw(" " + name + "=\"");
    append(value);
    raw("\"");
  }

  /** What HTML means by a name that XML does not know; feeds write {@code &nbsp;} undeclared. */
  private void entity(String name) {
    String text = Xml.htmlEntity(name);
    if (text.isEmpty()) {
      fail(Fault.ENTITIES);
    }
    append(text);
  }

  private void append(String text) {
    // Looked at before it is escaped: that of a long text would be longer still.
    if (out.length() + text.length() > most) {
      fail(Fault.TOO_LONG);
    }
    if (fault == null) {
      raw(Xml.escaped(text));
    }
  }

  private void raw(String piece) {
    if (out.length() + piece.length() > most) {
      fail(Fault.TOO_LONG);
    }
    if (fault == null) {
      out.append(piece);
    }
  }

  private void fail(Fault found) {
    if (fault == null) {
      fault = found;
      out.setLength(0);
      out.trimToSize();
    }
  }
}

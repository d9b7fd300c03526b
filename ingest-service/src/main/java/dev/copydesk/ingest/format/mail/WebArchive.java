package dev.copydesk.ingest.format.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * A page with all that belongs to it in one message (MHTML, RFC 2557). It is read once from
 * beginning to end, and nothing of it is kept but the page.
 */
public final class WebArchive {

  /** Of parts within parts; pages with frames have two or three. */
  private static final int DEEPEST = 20;

  private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

  private final MimeTokenStream tokens = new MimeTokenStream(MailHeader.LIMITS);
  private final int most;
  private MailHeader top = new MailHeader();
  private @Nullable Page page;
  private boolean pageIsRoot;

  /**
   * The page.
   *
   * @param bytes decoded from their transfer encoding; null where they are more than wanted
   * @param charset that its part declares, or null
   * @param location its address, or null
   * @param saved when, as the archive writes it, or null
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Page(
      byte @Nullable [] bytes,
      @Nullable String charset,
      @Nullable String location,
      @Nullable String saved) {}

  private WebArchive(int most) {
    this.most = most;
  }

  /**
   * The root page: the part that the archive names as its start, else the first page in it.
   *
   * @param most longest page, in bytes
   * @return null where there is none
   * @throws MimeException if the archive is damaged
   * @throws IOException if it cannot be read
   */
  public static @Nullable Page page(InputStream in, int most) throws MimeException, IOException {
    try {
      return new WebArchive(most).read(in);
    } catch (MimeIOException e) {
      throw new MimeException(e.getMessage(), e);
    }
  }

  private @Nullable Page read(InputStream in) throws MimeException, IOException {
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(in);
    MailHeader part = top;
    int depth = 0;
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      switch (state) {
        case T_START_BODYPART -> part = new MailHeader();
        case T_FIELD -> part.add(tokens.getField());
        case T_BODY -> body(part);
        case T_START_MULTIPART -> {
          if (++depth > DEEPEST) {
            throw new MimeException("more than " + DEEPEST + " parts within parts");
          }
        }
        case T_END_MULTIPART -> depth--;
        default -> {}
      }
    }
    return page;
  }

  private void body(MailHeader part) throws IOException {
    boolean isHtml = HTML.contains(tokens.getBodyDescriptor().getMimeType());
    boolean isRoot = isRoot(part);
    if (!isHtml || pageIsRoot || (page != null && !isRoot)) {
      return;
    }
    byte[] bytes = tokens.getDecodedInputStream().readNBytes(most + 1);
    String location = part.first("content-location");
    page =
        new Page(
            bytes.length > most ? null : bytes,
            charset(part),
            location == null ? top.first("snapshot-content-location") : location,
            top.first("date"));
    pageIsRoot = isRoot;
  }

  private boolean isRoot(MailHeader part) {
    String start = parameter(top, "start");
    String id = part.identifier("content-id");
    return start != null && id != null && start.replaceAll("[<>]", "").strip().equals(id);
  }

  /** What the part itself says: the parser has a default for what says nothing. */
  private static @Nullable String charset(MailHeader part) {
    return parameter(part, "charset");
  }

  private static @Nullable String parameter(MailHeader header, String name) {
    String type = header.first("content-type");
    if (type == null) {
      return null;
    }
    return RawFieldParser.DEFAULT
        .parseRawBody(new RawField("Content-Type", type))
        .getParams()
        .stream()
        .filter(parameter -> parameter.getName().equalsIgnoreCase(name))
        .map(NameValuePair::getValue)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}

package dev.copydesk.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplesTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-22T10:00:00Z");

  private final Formats formats = new Formats(new FormatLimits(64 << 20, 1 << 20, 1 << 20));

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          harbour.rss    | a.rss    | 0 application/rss+xml courier-4711 2026-11-17T15:12:00Z USABLE; 1 application/rss+xml https://courier.example/2026/fish 2026-11-18T13:00:00Z USABLE
          harbour.rss    | a.xml    | 0 application/rss+xml courier-4711 2026-11-17T15:12:00Z USABLE; 1 application/rss+xml https://courier.example/2026/fish 2026-11-18T13:00:00Z USABLE
          valley.atom    | a.txt    | 0 application/atom+xml tag:valley.example,2026:dam 2026-11-20T09:00:00Z USABLE
          bridge.nitf    | a.xml    | 0 application/nitf+xml northwire-88 2026-11-20T15:12:00Z USABLE
          message.newsml | a.xml    | 0 application/vnd.iptc.g2.newsitem+xml urn:newsml:northwire.example:20261120:rain 2026-11-20T14:00:00Z USABLE; 1 UNSUPPORTED_MEDIA_TYPE; 2 application/vnd.iptc.g2.newsitem+xml urn:newsml:northwire.example:20261119:mine 2026-11-20T15:30:00Z CANCELED
          kiln.txt       | a.txt    | 0 text/plain null 2026-11-22T10:00:00Z USABLE
          orchard.md     | a.md     | 0 text/markdown null 2026-11-22T10:00:00Z USABLE
          lighthouse.html | story   | 0 text/html https://bulletin.example/2026/lamp 2026-11-22T10:00:00Z USABLE
          quarry.xhtml   | a.xml    | 0 text/html null 2026-11-22T10:00:00Z USABLE
          train.mhtml    | a.mhtml  | 0 text/html https://rail.example/2026/night-train 2026-11-11T17:45:00Z USABLE
          train.mhtml    | -        | 0 text/html https://rail.example/2026/night-train 2026-11-11T17:45:00Z USABLE
          ferry.eml      | a.txt    | 0 message/rfc822 mid:20261116.4711@press.example 2026-11-16T09:00:00Z USABLE
          harvest-v1.json | a.jsonl | 0 application/json urn:northwire:2026:harvest 2026-08-30T12:15:00Z USABLE
          glacier-v3.json | a.json  | 0 application/json https://northwire.example/items/glacier 2026-07-01T07:30:00Z USABLE
          desk-array.json | a.txt   | 0 application/json urn:desk:1 2026-05-04T10:00:00Z USABLE; 1 UNSUPPORTED_MEDIA_TYPE; 2 application/json urn:desk:3 2026-05-04T11:00:00Z CANCELED; 3 NOT_JSON; 4 application/json urn:desk:5 2026-05-04T12:00:00Z WITHHELD
          crawl.warc     | a.warc   | 1 text/html https://hill.example/tram 2026-11-20T05:06:07Z USABLE; 3 UNSUPPORTED_MEDIA_TYPE; 4 text/html https://hill.example/chunked 2026-11-20T05:06:10Z USABLE
          """)
  void giveTheirArticles(String sample, String path, String expected) throws IOException {
    assertThat(summary(read(path, sample(sample)))).isEqualTo(expected);
  }

  @Test
  void anItemIsCompleteInItself() throws IOException {
    String rss = content(read("a.rss", sample("harbour.rss")).getFirst());
    assertThat(rss)
        .startsWith("<item>")
        .contains("<content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">")
        .contains("&lt;p&gt;Fares stay at &amp;euro;4.&lt;/p&gt;")
        .endsWith("</item>");
    String atom = content(read("a.atom", sample("valley.atom")).getFirst());
    assertThat(atom).contains("xml:lang=\"en-GB\"").contains("<x:p ");
  }

  @Test
  void aWarcPageIsDecodedAsTheServerSentIt() throws IOException {
    assertThat(content(read("a.warc", sample("crawl.warc")).getLast()))
        .isEqualTo("<p>Chunked page.");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.rss  | <!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss> | -1 XML_ENTITIES
          a.rss  | <!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><item><title>&b;</title></item></rss> | -1 XML_ENTITIES
          a.xml  | <rss><item><guid>1</guid></item><item><title>&boom;</title></item><item><guid>3</guid></item></rss> | 0 application/rss+xml 1 2026-11-22T10:00:00Z USABLE; 1 XML_ENTITIES; 2 application/rss+xml 3 2026-11-22T10:00:00Z USABLE
          a.xml  | <rss><item><guid>1</guid></item><item><title>half | 0 application/rss+xml 1 2026-11-22T10:00:00Z USABLE; 1 NOT_XML
          a.rss  | <rss><channel/></rss> | -1 NO_ARTICLE
          a.rss  | no feed at all | -1 NOT_XML
          a.xml  | <unknown/> | -1 UNSUPPORTED_MEDIA_TYPE
          a.xml  | <newsItem guid="g"><itemMeta><pubStatus qcode="stat:odd"/></itemMeta></newsItem> | 0 NOT_NEWS_XML
          a.xml  | <newsItem guid="g"><itemMeta><embargoed>2026-11-23T00:00:00Z</embargoed></itemMeta></newsItem> | 0 application/vnd.iptc.g2.newsitem+xml g 2026-11-22T10:00:00Z WITHHELD
          a.nitf | <nitf><head><docdata management-status="embargoed"><doc-id id-string="d"/></docdata></head></nitf> | 0 application/nitf+xml d 2026-11-22T10:00:00Z WITHHELD
          a.warc | WARC/1.0 nonsense | -1 NOT_WARC
          """)
  void faultsHaveTheirCodes(String path, String content, String expected) throws IOException {
    assertThat(summary(read(path, content.getBytes(StandardCharsets.UTF_8)))).isEqualTo(expected);
  }

  @Test
  void depthAndLengthAreBounded() throws IOException {
    String deep = "<rss><item>" + "<x>".repeat(300) + "</x>".repeat(300) + "</item></rss>";
    assertThat(summary(read("a.rss", deep.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("0 XML_TOO_DEEP");
    String large =
        "<rss><item><guid>1</guid><x>" + "y".repeat(2 << 20) + "</x></item><item/></rss>";
    assertThat(summary(read("a.rss", large.getBytes(StandardCharsets.UTF_8))))
        .startsWith("0 ARTICLE_TOO_LARGE; 1 application/rss+xml");
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(SamplesTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  private List<Item> read(String path, byte[] content) throws IOException {
    List<Item> items = new ArrayList<>();
    Origin origin = new Origin("inbox", path, ARRIVED);
    try (ItemReader reader = formats.open(new ByteArrayInputStream(content), origin)) {
      for (Item item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
    }
    return items;
  }

  private static String content(Item item) {
    return new String(((Item.Article) item).raw().getContent().array(), StandardCharsets.UTF_8);
  }

  private static String summary(List<Item> items) {
    return items.stream().map(SamplesTest::line).collect(Collectors.joining("; "));
  }

  private static String line(Item item) {
    return switch (item) {
      case Item.Rejected no -> no.position() + " " + no.code();
      case Item.Article(RawArticle raw) -> {
        Instant revision = Instant.ofEpochMilli(raw.getRevision());
        assertThat(raw.getRevisionOrigin() == RevisionOrigin.ARRIVAL)
            .isEqualTo(revision.equals(ARRIVED));
        yield "%d %s %s %s %s"
            .formatted(
                item.position(),
                raw.getSource().getMediaType(),
                raw.getUri(),
                revision,
                raw.getStatus());
      }
    };
  }
}

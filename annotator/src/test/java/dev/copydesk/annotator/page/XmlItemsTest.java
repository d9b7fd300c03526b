package dev.copydesk.annotator.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.clean.CleanCopy;
import dev.copydesk.annotator.clean.Cleaner;
import dev.copydesk.annotator.metadata.Metadata;
import dev.copydesk.annotator.metadata.MetadataReader;
import dev.copydesk.schema.v1.DatedFrom;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlItemsTest {

  private record Article(CleanCopy copy, Metadata about) {}

  @Test
  void rss() {
    Article article =
        read(
            "application/rss+xml",
            """
            <item xml:lang="en"><title>Fish &amp;amp; chips week</title>
            <media:title xmlns:media="m">Not this</media:title>
            <link>https://courier.example/fish</link>
            <guid>courier-1</guid><pubDate>Tue, 17 Nov 2026 19:12:00 +0400</pubDate>
            <dc:creator xmlns:dc="d">Mara Lindqvist</dc:creator><category>Food</category>
            <description>A week of &lt;b&gt;fish&lt;/b&gt;</description>
            <content:encoded xmlns:content="c">&lt;p&gt;Share this&lt;/p&gt;&lt;p&gt;Fares stay at \
            &amp;euro;4.&lt;/p&gt;</content:encoded></item>
            """);
    assertThat(article.copy().text()).isEqualTo("Share this\n\nFares stay at €4.");
    Metadata about = article.about();
    assertThat(about.headline()).isEqualTo("Fish & chips week");
    assertThat(about.description()).isEqualTo("A week of fish");
    assertThat(about.byline()).containsExactly("Mara Lindqvist");
    assertThat(about.url()).isEqualTo("https://courier.example/fish");
    assertThat(about.keywords()).containsExactly("Food");
    assertThat(value(about.published())).isEqualTo("2026-11-17T19:12:00+04:00");
    assertThat(about.language()).isEqualTo("en");
  }

  @Test
  void atom() {
    Article article =
        read(
            "application/atom+xml",
            """
            <a:entry xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en-GB">
            <a:title type="html">Dam &lt;em&gt;reopens&lt;/em&gt;</a:title><a:id>tag:v,2026:1</a:id>
            <a:link rel="self" href="https://v.example/feed"/><a:link href="https://v.example/dam"/>
            <a:published>2026-11-19T09:00:00Z</a:published><a:updated>2026-11-20T10:00:00Z</a:updated>
            <a:author><a:name>Ilse Braun</a:name></a:author>
            <a:content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>The dam
            reopened.</x:p><x:p>Some 400 came.</x:p></x:div></a:content></a:entry>
            """);
    assertThat(article.copy().text()).isEqualTo("The dam reopened.\n\nSome 400 came.");
    Metadata about = article.about();
    assertThat(about.headline()).isEqualTo("Dam reopens");
    assertThat(about.byline()).containsExactly("Ilse Braun");
    assertThat(about.url()).isEqualTo("https://v.example/dam");
    assertThat(value(about.published())).startsWith("2026-11-19T09:00");
    assertThat(value(about.updated())).startsWith("2026-11-20T10:00");
    assertThat(about.language()).isEqualTo("en-GB");
  }

  @Test
  void nitf() {
    Article article =
        read(
            "application/nitf+xml",
            """
            <nitf xml:lang="en"><head><docdata><urgency ed-urg="4"/><doc-id id-string="n-88"/>
            <date.issue norm="20261120T151200+0400"/><doc.copyright holder="Northwire"/>
            <key-list><keyword key="bridges"/></key-list></docdata></head>
            <body><body.head><hedline><hl1>Bridge closes</hl1></hedline>
            <byline>By <person>Tomas Reiter</person></byline></body.head>
            <body.content><block><p>The bridge closes
            on Monday.</p><hl2>Detours</hl2><p>Buses go on.</p></block>
            <media><media-reference source="https://n.example/b.jpg"/><media-caption>It</media-caption>\
            </media></body.content></body></nitf>
            """);
    assertThat(article.copy().text())
        .isEqualTo("The bridge closes on Monday.\n\nDetours\n\nBuses go on.");
    Metadata about = article.about();
    assertThat(about.headline()).isEqualTo("Bridge closes");
    assertThat(about.byline()).containsExactly("Tomas Reiter");
    assertThat(about.publisher()).isEqualTo("Northwire");
    assertThat(value(about.published())).isEqualTo("2026-11-20T15:12:00+04:00");
    assertThat(about.wire().urgency()).isEqualTo(4);
    assertThat(about.images())
        .singleElement()
        .satisfies(i -> assertThat(i.getCaption()).isEqualTo("It"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML>
          <inlineXML><nitf><body><body.content><p>One.</p><p>Two.</p></body.content></body></nitf></inlineXML>
          <inlineData contenttype="text/plain">One.&#10;&#10;Two.</inlineData>
          <inlineData contenttype="text/html">&lt;p>One.&lt;/p>&lt;p>Two.&lt;/p></inlineData>
          """)
  void newsMlG2(String content) {
    Article article =
        read(
            "application/vnd.iptc.g2.newsitem+xml",
            """
            <newsItem guid="urn:n:1" xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>
            <provider literal="Northwire"/><versionCreated>2026-11-20T15:00:00+01:00</versionCreated>
            <edNote>Adds quote</edNote></itemMeta><contentMeta><urgency>3</urgency>
            <by>Ada Nkemelu</by><slugline>rain</slugline><headline>Rain floods port</headline>
            <language tag="en"/></contentMeta><contentSet>%s</contentSet></newsItem>
            """
                .formatted(content));
    assertThat(article.copy().text()).isEqualTo("One.\n\nTwo.");
    Metadata about = article.about();
    assertThat(about.headline()).isEqualTo("Rain floods port");
    assertThat(about.byline()).containsExactly("Ada Nkemelu");
    assertThat(about.publisher()).isEqualTo("Northwire");
    assertThat(about.wire()).isEqualTo(new Metadata.Wire("rain", 3, "Adds quote", null));
    assertThat(value(about.published())).isEqualTo("2026-11-20T15:00:00+01:00");
    assertThat(about.language()).isEqualTo("en");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whatIsNoItemHasACode() {
    assertThat(reading("application/rss+xml", "<rss/>"))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class, bad -> assertThat(bad.code()).isEqualTo("NOT_NEWS_XML"));
    assertThat(reading("application/nitf+xml", "<nitf>" + "<p>".repeat(200_000)))
        .isInstanceOf(Reading.Unreadable.class);
    String laughs =
        "<!DOCTYPE item [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><item><title>&b;</title></item>";
    assertThat(reading("application/rss+xml", laughs))
        .isInstanceOfSatisfying(
            Reading.Read.class,
            read ->
                assertThat(((Page.Item) read.page()).item().path("headline").asText())
                    .isEqualTo("&b;"));
  }

  private static Reading reading(String mediaType, String xml) {
    return new PageReader()
        .read(Articles.raw(mediaType, "UTF-8", xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Article read(String mediaType, String xml) {
    Page page = ((Reading.Read) reading(mediaType, xml)).page();
    CleanCopy copy = new Cleaner().clean(page);
    return new Article(copy, new MetadataReader().read(page, copy, null, Articles.ARRIVED));
  }

  private static String value(@Nullable DatedFrom date) {
    return Objects.requireNonNull(date).getValue();
  }
}

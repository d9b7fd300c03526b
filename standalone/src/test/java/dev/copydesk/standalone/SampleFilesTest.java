package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Annotation;
import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.ItemReader;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample of every format, from its bytes to the enriched article. */
class SampleFilesTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-22T10:00:00Z");
  private static final Path SAMPLES =
      Path.of(
          System.getProperty("copydesk.root"),
          "ingest-service/src/test/resources/dev/copydesk/ingest/format");

  private final Formats formats = new Formats(FormatLimits.DEFAULT);
  private final Annotator annotator =
      StandardAnnotator.create(new EntitySettings(EntitySettings.Tagger.BUILTIN, Optional.empty()));

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          kiln.txt        | 0 | Old brick kiln becomes a library | - | 2026-11-22T10:00:00Z | 2026-11-12 | Jonas Feld | - | The brick kiln at the edge
          orchard.md      | 0 | Orchard keepers count 300 old apple sorts | - | 2026-11-22T10:00:00Z | 2026-10-03T08:30:00+02:00 | Lena Moberg, Piet Sorensen | - | Volunteers in the Lower Fenn
          lighthouse.html | 0 | Lighthouse lamp goes to the museum | https://bulletin.example/2026/lamp | 2026-11-22T10:00:00Z | 2026-09-14T07:00:00Z | Rosa Thornhill | https://bulletin.example/lamp.jpg | The lamp of the lighthouse
          quarry.xhtml    | 0 | Quarry lake opens to swimmers | - | 2026-11-22T10:00:00Z | 2026-06-20 | René Dubois | - | The lake in the old quarry of Sainte-Émilie
          train.mhtml     | 0 | Night train returns after twelve years | https://rail.example/2026/night-train | 2026-11-11T17:45:00Z | - | - | - | The night train from Port Alma
          ferry.eml       | 0 | Island of Skärv keeps its ferry | mid:20261116.4711@press.example | 2026-11-16T09:00:00Z | 2026-11-16T10:00:00+01:00 | Zoë Lindgren | - | The island of Skärv keeps its ferry for five more years, the
          harvest-v1.json | 0 | Hop harvest begins a week early | urn:northwire:2026:harvest | 2026-08-30T12:15:00Z | 2026-08-30T11:00:00Z | Ida Roth | https://northwire.example/hops.jpg | The hop harvest in the Tellen valley
          glacier-v3.json | 0 | Glacier gives way under the last ice bridge | https://northwire.example/items/glacier | 2026-07-01T07:30:00Z | 2026-07-01T06:00:00+02:00 | Marte Aas | https://northwire.example/bridge.jpg | The last ice bridge of the Sorle glacier
          desk-array.json | 0 | Tram drivers end strike | urn:desk:1 | 2026-05-04T10:00:00Z | 2026-05-04T10:00:00Z | - | - | Tram drivers went back
          desk-array.json | 4 | Budget of the tramways | urn:desk:5 | 2026-05-04T12:00:00Z | 2026-05-04T12:00:00Z | - | - | The tramways get 12 million.
          harbour.rss     | 0 | Ferry line adds 12 crossings | courier-4711 | 2026-11-17T15:12:00Z | 2026-11-17T19:12:00+04:00 | Mara Lindqvist | - | The ferry line said on Tuesday it
          harbour.rss     | 1 | Fish & chips week opens | https://courier.example/2026/fish | 2026-11-18T13:00:00Z | 2026-11-18T08:00:00-05:00 | - | - | The week of fish opens
          valley.atom     | 0 | Dam reopens | tag:valley.example,2026:dam | 2026-11-20T09:00:00Z | 2026-11-19T09:00:00Z | Ilse Braun | - | The dam above the valley
          bridge.nitf     | 0 | Bridge closes for 3 weeks | northwire-88 | 2026-11-20T15:12:00Z | 2026-11-20T15:12:00Z | Tomas Reiter | https://northwire.example/b.jpg | The bridge closes on Monday
          message.newsml  | 0 | Rain floods the old port | urn:newsml:northwire.example:20261120:rain | 2026-11-20T14:00:00Z | 2026-11-20T14:00:00+01:00 | Ada Nkemelu | - | Rain flooded the old port
          crawl.warc      | 1 | Tram line opens to the hill | https://hill.example/tram | 2026-11-20T05:06:07Z | - | - | - | The tram line to the hill opened
          """)
  void endsAsTheRightArticle(
      String sample,
      int position,
      String headline,
      @Nullable String uri,
      Instant revision,
      @Nullable String published,
      @Nullable String byline,
      @Nullable String image,
      String opening)
      throws IOException {
    EnrichedArticle article =
        articles(sample, Files.readAllBytes(SAMPLES.resolve(sample))).stream()
            .filter(each -> each.getSource().getPosition() == position)
            .findFirst()
            .orElseThrow();
    assertThat(article.getHeadline()).isEqualTo(headline);
    assertThat(article.getUri()).isEqualTo(uri);
    assertThat(Instant.ofEpochMilli(article.getRevision())).isEqualTo(revision);
    assertThat(article.getPublished() == null ? null : article.getPublished().getValue())
        .isEqualTo(published);
    assertThat(String.join(", ", article.getByline())).isEqualTo(Objects.toString(byline, ""));
    assertThat(article.getImages().stream().map(Image::getUrl).collect(Collectors.joining(" ")))
        .isEqualTo(Objects.toString(image, ""));
    assertThat(article.getText())
        .startsWith(opening)
        .doesNotContain(headline)
        .doesNotContain("Terms of use", "newsletter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kiln.txt", "ferry.eml", "train.mhtml", "glacier-v3.json", "crawl.warc"})
  void isTheSameArticleWhenPacked(String sample) throws IOException {
    byte[] bytes = Files.readAllBytes(SAMPLES.resolve(sample));
    List<String> bare = ids(articles(sample, bytes));
    assertThat(bare).isNotEmpty();
    assertThat(ids(articles(sample + ".gz", gzip(bytes)))).isEqualTo(bare);
    assertThat(ids(articles("files.zip", zip(sample, bytes)))).isEqualTo(bare);
    assertThat(ids(articles("files.zip.gz", gzip(zip(sample, bytes))))).isEqualTo(bare);
  }

  private static List<String> ids(List<EnrichedArticle> articles) {
    return articles.stream().map(EnrichedArticle::getId).toList();
  }

  private List<EnrichedArticle> articles(String path, byte[] bytes) throws IOException {
    List<EnrichedArticle> articles = new ArrayList<>();
    Origin origin = new Origin("inbox", path, ARRIVED);
    try (ItemReader items = formats.open(new ByteArrayInputStream(bytes), origin)) {
      for (Item item = items.next(); item != null; item = items.next()) {
        if (item instanceof Item.Article(var raw)
            && annotator.annotate(raw, ARRIVED) instanceof Annotation.Annotated(var article)) {
          articles.add(article);
        }
      }
    }
    return articles;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return out.toByteArray();
  }
}

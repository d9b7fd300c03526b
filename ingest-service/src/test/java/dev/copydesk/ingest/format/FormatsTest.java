package dev.copydesk.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatsTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-22T10:00:00Z");
  private static final FormatLimits LIMITS = new FormatLimits(1 << 20, 4096, 8192);

  private final Formats formats = new Formats(LIMITS);

  @ParameterizedTest(name = "{0} of \"{1}\" is {2}")
  @CsvSource(
      textBlock =
          """
          a.txt          | ''                                    | -1:EMPTY_FILE
          a.html         | ' \\n\\t\\r\\n'                       | -1:BLANK_FILE
          a.jsonl        | '\\n \\n'                             | -1:BLANK_FILE
          a.pdf          | 'text'                                | -1:UNSUPPORTED_MEDIA_TYPE
          README.md      | 'text'                                | 0:text/markdown
          a.txt          | '%PDF-1.7 …'                          | -1:UNSUPPORTED_MEDIA_TYPE
          a.txt          | 'nul \\0 byte'                        | -1:UNSUPPORTED_MEDIA_TYPE
          noSuffix       | 'text'                                | -1:UNSUPPORTED_MEDIA_TYPE
          noSuffix       | '<html><p>x</p></html>'               | 0:text/html
          page.php       | '<!doctype html><p>x'                 | 0:text/html
          a.md           | '# Head'                              | 0:text/markdown
          a.json         | '[]'                                  | -1:NO_ARTICLE
          a.json         | '[{"uri":"a"},\n{"uri":"b"}]'         | 0:application/json 1:application/json
          a.json         | '[{"uri":"a"},{"uri":7},{"uri":"c"}]' | 0:application/json 1:NOT_NINJS 2:application/json
          a.json         | '[{"uri":"]}\\\\"["},{"uri":"b"}] '     | 0:application/json 1:application/json
          a.json         | '[{"uri":"a"},{"uri":"b"'             | 0:application/json 1:NOT_JSON
          a.json         | '[{"uri":"a"}] x'                     | 0:application/json 1:NOT_JSON
          a.json         | '{ "headline": "h",\n"uri":"u" }'     | 0:application/json
          a.json         | '{"headline": "h",\n"uri":"u" }'      | 0:application/json
          a.txt          | 'text'                                | 0:text/plain
          a.TXT          | '<!DOCTYPE html><p>x'                 | 0:text/html
          a.htm          | 'no tag at all'                       | 0:text/html
          a.txt          | '{"headline":"h"}'                    | 0:application/json
          -              | '{"headline":"h"}\\n{"uri":"u"}'      | 0:application/json 1:application/json
          -              | 'words'                               | 0:text/plain
          a.json         | '{\\n "headline": "h"\\n}\\n'         | 0:application/json
          a.json         | '{\\n "headline": "h"\\n'             | -1:NOT_JSON
          a.jsonl        | '{"headline":"h"}\\n\\n{"uri":"u"}'   | 0:application/json 2:application/json
          a.jsonl        | '{"headline":"h"}\\n{"uri":"u'        | 0:application/json 1:NOT_JSON
          a.jsonl        | '{"headline":"h"} {}\\n{"uri":"u"}'   | 0:NOT_JSON 1:application/json
          a.jsonl        | 'words\\n[1]\\n"s"\\n{}'              | 0:NOT_JSON 1:NOT_NINJS 2:NOT_NINJS 3:NOT_NINJS
          a.jsonl        | '{"uri":7}'                           | 0:NOT_NINJS
          a.jsonl        | '{"uri":"u","pubstatus":"spiked"}'    | 0:NOT_NINJS
          a.jsonl        | '{"uri":"u","type":"picture"}'        | 0:UNSUPPORTED_MEDIA_TYPE
          a.jsonl        | '{"uri":"u","type":"text"}\\r\\n'     | 0:application/json
          """,
      delimiter = '|')
  void tellsFormatsAndFaults(String path, String content, String expected) throws IOException {
    String text = content.translateEscapes();
    assertThat(summary(read(path, text.getBytes(StandardCharsets.UTF_8)))).isEqualTo(expected);
  }

  @Test
  void namesTheByteThatIsNotUtf8() throws IOException {
    byte[] line = "{\"headline\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Item.Rejected rejected = (Item.Rejected) read("a.jsonl", line).getFirst();
    assertThat(rejected.code()).isEqualTo("UNDECODABLE");
    assertThat(rejected.reason()).contains("byte 16");
    assertThat(rejected.bytes()).isEqualTo(line);
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackIs() throws IOException {
    String deep = "{\"uri\":\"u\",\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    assertThat(summary(read("a.jsonl", deep.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("0:JSON_TOO_COMPLEX");
  }

  @Test
  void skipsAFiftyMegabyteLineAndGoesOn() throws IOException {
    long longLine = 50L << 20;
    InputStream file = new LongLineThenItem(longLine);
    List<Item> items = drain(formats.open(file, origin("a.jsonl")));
    assertThat(summary(items)).isEqualTo("0:LINE_TOO_LONG 1:application/json");
    assertThat(((Item.Rejected) items.getFirst()).bytes()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"8191,1", "8192,1", "8193,0"})
  void aLineOfJustTheLimitIsTaken(int length, int articles) throws IOException {
    Formats sameLimits = new Formats(new FormatLimits(1 << 20, 8192, 8192));
    String item = "{\"uri\":\"" + "u".repeat(length - 10) + "\"}";
    for (String end : List.of("", "\n", "\r\n")) {
      byte[] bytes = (item + end).getBytes(StandardCharsets.UTF_8);
      List<Item> items = drain(sameLimits.open(new ByteArrayInputStream(bytes), origin("a.jsonl")));
      assertThat(items.stream().filter(Item.Article.class::isInstance)).hasSize(articles);
      assertThat(items).hasSize(1);
    }
  }

  @Test
  void articleTooLarge() throws IOException {
    assertThat(summary(read("a.txt", "x".repeat(4097).getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("-1:ARTICLE_TOO_LARGE");
    assertThat(summary(read("a.txt", "x".repeat(4096).getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("0:text/plain");
  }

  @Test
  void keepsTheBytesOfTheLineWithoutItsEndAndTheFilesMark() throws IOException {
    String line = "{\"uri\": \"u\" }";
    RawArticle raw = article("a.jsonl", "\uFEFF" + line + "\r\n");
    assertThat(new String(raw.getContent().array(), StandardCharsets.UTF_8)).isEqualTo(line);
    assertThat(raw.getSource().getBytes()).isEqualTo(line.length());
    assertThat(raw.getSource().getSha256())
        .isEqualTo(Identity.sha256(line.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest(name = "versioncreated {0} is {1}")
  @CsvSource({
    "2012-11-20T15:12:00Z,2012-11-20T15:12:00Z",
    "2012-11-20T19:12:00+04:00,2012-11-20T15:12:00Z",
    "2012-11-20T19:12:00+0400,2012-11-20T15:12:00Z",
    "2012-11-20T19:12:00.250+04,2012-11-20T15:12:00.250Z",
    "2012-11-20T15:12:00,2012-11-20T15:12:00Z",
    "2012-11-20T15:12,2012-11-20T15:12:00Z",
    "2012-11-20 15:12:00 Z,2012-11-20T15:12:00Z",
    "2012-11-20,2012-11-20T00:00:00Z",
    "20121120T151200Z,2012-11-20T15:12:00Z",
    "yesterday,2026-11-22T10:00:00Z"
  })
  void dates(String versioncreated, Instant expected) throws IOException {
    RawArticle raw =
        article("a.jsonl", "{\"uri\":\"u\",\"versioncreated\":\"%s\"}".formatted(versioncreated));
    assertThat(Instant.ofEpochMilli(raw.getRevision())).isEqualTo(expected);
    assertThat(raw.getRevisionOrigin())
        .isEqualTo(expected.equals(ARRIVED) ? RevisionOrigin.ARRIVAL : RevisionOrigin.SOURCE);
  }

  @ParameterizedTest(name = "{0} is {1} until {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          "pubstatus":"usable"                                     | USABLE   | null
          "pubStatus":"withheld"                                   | WITHHELD | null
          "pubstatus":"canceled"                                   | CANCELED | null
          "pubstatus":"Cancelled"                                  | CANCELED | null
          "embargoed":"2026-11-22T11:00:00Z"                       | WITHHELD | 2026-11-22T11:00:00Z
          "embargoed":"2026-11-22T09:00:00Z"                       | USABLE   | 2026-11-22T09:00:00Z
          "embargoed":"until the budget speech"                    | WITHHELD | null
          "pubstatus":"canceled","embargoed":"2026-11-23"          | CANCELED | 2026-11-23T00:00:00Z
          """)
  void statusAndEmbargo(String fields, ArticleStatus status, @Nullable Instant until)
      throws IOException {
    RawArticle raw = article("a.jsonl", "{\"uri\":\"u\"," + fields + "}");
    assertThat(raw.getStatus()).isEqualTo(status);
    assertThat(raw.getEmbargoed()).isEqualTo(until == null ? null : (Long) until.toEpochMilli());
  }

  @Test
  void sameBytesAreOneArticleWhateverTheName() throws IOException {
    assertThat(article("a.txt", "text").getId())
        .isEqualTo(article("b/c.txt", "text").getId())
        .isNotEqualTo(article("a.txt", "text.").getId())
        .matches("[0-9a-f]{32}");
  }

  @Test
  void sourceIdentifierIsTheIdentityWithinAFeed() throws IOException {
    RawArticle first = article("a.jsonl", "{\"uri\":\"u\",\"headline\":\"one\"}");
    RawArticle second = article("b.jsonl", "{\"uri\":\"u\",\"headline\":\"two\"}");
    assertThat(first.getUri()).isEqualTo("u");
    assertThat(first.getId()).isEqualTo(second.getId());
    assertThat(Identity.ofUri("other", "u")).isNotEqualTo(first.getId());
  }

  @ParameterizedTest(name = "canonical {0}, og:url {1}: {2}")
  @CsvSource(
      nullValues = "null",
      value = {
        "https://Www.example.org/a/b,http://example.org/a/b/,https://www.example.org/a/b",
        "https://example.org/a?id=1#top,https://example.org/a?id=1,https://example.org/a?id=1",
        "https://example.org/a?id=1,https://example.org/a?id=2,null",
        "https://example.org/,https://example.org/,null",
        "https://example.org/a,https://example.org/b,null",
        "https://example.org/a,'',null",
        "/a,/a,null",
        "javascript:x,javascript:x,null",
        "https://exa mple/a,https://exa mple/a,null"
      })
  void canonicalUrl(String canonical, String shared, @Nullable String uri) throws IOException {
    String page =
        """
        <html><head><link rel="canonical" href="%s"><meta property="og:url" content="%s"></head>
        <body><p>Text</p></body></html>\
        """
            .formatted(canonical, shared);
    assertThat(article("a.html", page).getUri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          <html><meta charset="windows-1251">                                       | windows-1251
          <html><meta http-equiv="Content-Type" content="text/html; charset=latin1"> | ISO-8859-1
          <html><meta charset=utf-16>                                               | UTF-8
          <html><meta charset=klingon>                                              | UTF-8
          <?xml version="1.0" encoding="utf-8"?><html>                              | UTF-8
          <html><p>no word of it</p>                                                | UTF-8
          """)
  void declaredCharset(String page, String charset) throws IOException {
    assertThat(article("a.html", page).getSource().getCharset()).isEqualTo(charset);
  }

  @Test
  void linksAndFifosAreNotOpened(@TempDir Path folder) throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("a.txt"), Path.of("/etc/passwd"));
    Path fifo = folder.resolve("b.txt");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    for (Path file : List.of(link, fifo, folder)) {
      assertThat(summary(drain(formats.open(file, origin("a.txt")))))
          .isEqualTo("-1:NOT_A_REGULAR_FILE");
    }
  }

  private static Origin origin(String path) {
    return new Origin("inbox", path, ARRIVED);
  }

  private RawArticle article(String path, String content) throws IOException {
    List<Item> items = read(path, content.getBytes(StandardCharsets.UTF_8));
    assertThat(items).hasSize(1);
    return ((Item.Article) items.getFirst()).raw();
  }

  private List<Item> read(String path, byte[] content) throws IOException {
    return drain(formats.open(new ByteArrayInputStream(content), origin(path)));
  }

  private static List<Item> drain(ItemReader reader) throws IOException {
    List<Item> items = new ArrayList<>();
    try (reader) {
      for (Item item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
    }
    return items;
  }

  private static String summary(List<Item> items) {
    return String.join(
        " ",
        items.stream()
            .map(
                item ->
                    item.position()
                        + ":"
                        + switch (item) {
                          case Item.Article(RawArticle raw) -> raw.getSource().getMediaType();
                          case Item.Rejected rejected -> rejected.code();
                        })
            .toList());
  }

  /** A line made on the fly, so that the test holds no more of it than the reader does. */
  private static final class LongLineThenItem extends InputStream {
    private static final byte[] REST = "\n{\"uri\":\"u\"}".getBytes(StandardCharsets.UTF_8);
    private final long length;
    private long next;

    LongLineThenItem(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      long at = next++;
      if (at < length) {
        return 'x';
      }
      return at - length < REST.length ? REST[(int) (at - length)] : -1;
    }
  }
}

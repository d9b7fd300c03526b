package dev.copydesk.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Identity, revision, status and embargo, as each structured format writes them. */
final class StatusTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-22T10:00:00Z");

  private final Formats formats = new Formats(FormatLimits.DEFAULT);

  /** How a format says who, when, whether and until when; null for what it cannot say. */
  enum Structured {
    NINJS_1(
        "a.json",
        "{%s\"headline\":\"h\"}",
        "\"uri\":\"%s\",",
        "\"versioncreated\":\"%s\",",
        "\"pubstatus\":\"%s\",",
        "\"embargoed\":\"%s\","),
    NINJS_3(
        "a.jsonl",
        "{%s\"headlines\":[{\"role\":\"main\",\"value\":\"h\"}]}",
        "\"uri\":\"%s\",",
        "\"versionCreated\":\"%s\",",
        "\"pubStatus\":\"%s\",",
        "\"embargoed\":\"%s\","),
    NINJS_ARRAY(
        "a.json",
        "[{%s\"headline\":\"h\"}]",
        "\"uri\":\"%s\",",
        "\"versioncreated\":\"%s\",",
        "\"pubstatus\":\"%s\",",
        "\"embargoed\":\"%s\","),
    NITF(
        "a.nitf",
        "<nitf><head><docdata>%s</docdata></head></nitf>",
        "<doc-id id-string=\"%s\"/>",
        "<date.issue norm=\"%s\"/>",
        null,
        "<date.release norm=\"%s\"/>"),
    NITF_STATUS(
        "a.xml",
        "<nitf><head>%s</head></nitf>",
        null,
        null,
        "<docdata management-status=\"%s\"/>",
        null),
    NEWSML_G2(
        "a.newsml",
        "<newsItem><itemMeta>%s</itemMeta></newsItem>",
        null,
        "<versionCreated>%s</versionCreated>",
        "<pubStatus qcode=\"stat:%s\"/>",
        "<embargoed>%s</embargoed>"),
    NEWSML_G2_MESSAGE(
        "a.xml",
        "<newsMessage><itemSet><newsItem %s/></itemSet></newsMessage>",
        "guid=\"%s\"",
        null,
        null,
        null),
    NEWSML_G2_URI(
        "a.xml",
        "<newsItem><itemMeta>%s</itemMeta></newsItem>",
        null,
        null,
        "<pubStatus uri=\"http://cv.iptc.org/newscodes/pubstatusg2/%s\"/>",
        null),
    RSS(
        "a.rss",
        "<rss><item>%s</item></rss>",
        "<guid>%s</guid>",
        "<pubDate>%s</pubDate>",
        null,
        null),
    RSS_LINK("a.rss", "<rss><item>%s</item></rss>", "<link>%s</link>", null, null, null),
    RSS_DUBLIN_CORE(
        "a.rss",
        "<rss><item xmlns:dc=\"d\">%s</item></rss>",
        null,
        "<dc:date>%s</dc:date>",
        null,
        null),
    ATOM(
        "a.atom",
        "<feed><entry>%s</entry></feed>",
        "<id>%s</id>",
        "<updated>%s</updated>",
        null,
        null);

    private final String path;
    private final String item;
    private final @Nullable String uri;
    private final @Nullable String version;
    private final @Nullable String status;
    private final @Nullable String embargo;

    Structured(
        String path,
        String item,
        @Nullable String uri,
        @Nullable String version,
        @Nullable String status,
        @Nullable String embargo) {
      this.path = path;
      this.item = item;
      this.uri = uri;
      this.version = version;
      this.status = status;
      this.embargo = embargo;
    }
  }

  @ParameterizedTest
  @MethodSource("saying")
  void isReadInEveryFormat(
      Structured format, String said, String value, String what, String expected)
      throws IOException {
    RawArticle raw = read(format, said.formatted(value));
    String found =
        switch (what) {
          case "uri" -> String.valueOf(raw.getUri());
          case "revision" ->
              Instant.ofEpochMilli(raw.getRevision()) + " " + raw.getRevisionOrigin();
          case "status" -> raw.getStatus().name();
          default ->
              raw.getStatus()
                  + " "
                  + (raw.getEmbargoed() == null
                      ? "for good"
                      : Instant.ofEpochMilli(raw.getEmbargoed()).toString());
        };
    assertThat(found).isEqualTo(expected);
  }

  static Stream<Arguments> saying() {
    return Arrays.stream(Structured.values())
        .flatMap(
            format ->
                Stream.of(
                        rows(
                            format,
                            format.uri,
                            "uri",
                            "tag:desk.example,2026:1",
                            "tag:desk.example,2026:1"),
                        rows(
                            format,
                            format.version,
                            "revision",
                            "2026-11-20T15:12:00Z",
                            "2026-11-20T15:12:00Z SOURCE",
                            "2026-11-20T19:12:00+04:00",
                            "2026-11-20T15:12:00Z SOURCE",
                            "2026-11-20T15:12:00",
                            "2026-11-20T15:12:00Z SOURCE",
                            "2026-11-20",
                            "2026-11-20T00:00:00Z SOURCE",
                            "yesterday",
                            "2026-11-22T10:00:00Z ARRIVAL"),
                        rows(
                            format,
                            format.status,
                            "status",
                            "usable",
                            "USABLE",
                            "withheld",
                            "WITHHELD",
                            "canceled",
                            "CANCELED"),
                        rows(
                            format,
                            format.embargo,
                            "embargo",
                            "2026-11-22T11:00:00Z",
                            "WITHHELD 2026-11-22T11:00:00Z",
                            "2026-11-22T09:00:00Z",
                            "USABLE 2026-11-22T09:00:00Z",
                            "until the budget speech",
                            "WITHHELD for good"))
                    .flatMap(rows -> rows));
  }

  @ParameterizedTest
  @EnumSource
  void whatSaysNothingIsUsableAndDatedByItsArrival(Structured format) throws IOException {
    RawArticle raw = read(format, "");
    assertThat(raw.getStatus()).isEqualTo(ArticleStatus.USABLE);
    assertThat(raw.getRevisionOrigin()).isEqualTo(RevisionOrigin.ARRIVAL);
    assertThat(raw.getRevision()).isEqualTo(ARRIVED.toEpochMilli());
    assertThat(raw.getUri()).isNull();
    assertThat(raw.getEmbargoed()).isNull();
    assertThat(raw.getId()).isEqualTo(Identity.ofBytes(raw.getSource().getSha256()));
  }

  /** Values and what comes of them, by turns. */
  private static Stream<Arguments> rows(
      Structured format, @Nullable String said, String what, String... values) {
    return said == null
        ? Stream.of()
        : Stream.iterate(0, i -> i < values.length, i -> i + 2)
            .map(i -> Arguments.of(format, said, values[i], what, values[i + 1]));
  }

  private RawArticle read(Structured format, String fields) throws IOException {
    byte[] bytes = format.item.formatted(fields).getBytes(StandardCharsets.UTF_8);
    try (ItemReader items =
        formats.open(new ByteArrayInputStream(bytes), new Origin("inbox", format.path, ARRIVED))) {
      return ((Item.Article) Objects.requireNonNull(items.next())).raw();
    }
  }
}

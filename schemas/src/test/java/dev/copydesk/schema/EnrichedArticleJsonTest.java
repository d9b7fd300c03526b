package dev.copydesk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.Comparator;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Pipeline;
import dev.copydesk.schema.v1.Source;
import dev.copydesk.schema.v1.Span;
import dev.copydesk.schema.v1.TextField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code toString()} of an enriched article is the public JSON of the contract. */
class EnrichedArticleJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isPlainJsonWithoutUnionTags() throws IOException {
    JsonNode json = JSON.readTree(article("30,000 people fled.").toString());

    assertThat(json.get("headline").textValue()).isEqualTo("Thousands flee");
    assertThat(json.get("uri").isNull()).isTrue();
    assertThat(json.get("revision").longValue()).isEqualTo(1_353_424_320_000L);
    assertThat(json.get("status").textValue()).isEqualTo("USABLE");
    assertThat(json.at("/published/value").textValue()).isEqualTo("2012-11-20T19:12+04:00");
    assertThat(json.at("/source/position").intValue()).isZero();
    assertThat(json.get("byline")).hasSize(1);
    assertThat(json.get("keywords")).isEmpty();
    assertThat(json.at("/numbers/0/kind").textValue()).isEqualTo("cardinal");
    assertThat(json.at("/numbers/0/counted/text").textValue()).isEqualTo("people");
    assertThat(json.at("/numbers/0/vague").booleanValue()).isFalse();
  }

  @Test
  void hasTheFieldsOfTheSchemaInItsOrder() throws IOException {
    JsonNode json = JSON.readTree(article("x").toString());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            EnrichedArticle.getClassSchema().getFields().stream().map(Schema.Field::name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "He said \"no\" \\ twice.",
        "One.\n\nTwo.\r\n\tThree.",
        "\u0000\u0001\u001f\u007f\u0085\u009f",
        "line\u2028separator\u2029end",
        "“Curly” – naïve Ñandú 地震 \u202eright to left",
        "fire \ud83d\udd25 and a family \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
      })
  void textSurvives(String text) throws IOException {
    String json = article(text).toString();
    assertThat(JSON.readTree(json).get("text").textValue()).isEqualTo(text);
    assertThat(json).as("one record is one line").doesNotContain("\n", "\u2028", "\u0085");
  }

  @Test
  void survivesTheWireAsDownstreamReadsIt() throws IOException {
    EnrichedArticle sent = article("At least 30,000 people fled.");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    Schema written = EnrichedArticle.getClassSchema();
    RecordModel model = new RecordModel(EnrichedArticle.class);
    new SpecificDatumWriter<EnrichedArticle>(written, model).write(sent, encoder);
    encoder.flush();

    Schema fetched = new Schema.Parser().parse(written.toString());
    EnrichedArticle received =
        new SpecificDatumReader<EnrichedArticle>(fetched, written, model)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    assertThat(received).isEqualTo(sent).hasToString(sent.toString());
  }

  private static EnrichedArticle article(String text) {
    return EnrichedArticle.newBuilder()
        .setId("0123")
        .setRevision(1_353_424_320_000L)
        .setSequence(1)
        .setStatus(ArticleStatus.USABLE)
        .setSource(
            Source.newBuilder()
                .setFeed("inbox")
                .setPath("a/b.html")
                .setPosition(0)
                .setSha256("00")
                .setMediaType("text/html")
                .setCharset("UTF-8")
                .setBytes(17_302)
                .build())
        .setHeadline("Thousands flee")
        .setByline(List.of("Sabina Example"))
        .setPublished(new DatedFrom("2012-11-20T19:12+04:00", "TEXT"))
        .setText(text)
        .setNumbers(
            List.of(
                NumberMention.newBuilder()
                    .setField(TextField.TEXT)
                    .setStart(0)
                    .setEnd(6)
                    .setText("30,000")
                    .setKind(NumberKind.cardinal)
                    .setValue("30000")
                    .setComparator(Comparator.EQ)
                    .setCounted(new Span(7, 13, "people"))
                    .build()))
        // Avro makes a builder's defaults only of classes it trusts: lists of records are set.
        .setImages(List.of())
        .setRemoved(List.of())
        .setEntities(List.of())
        .setClaims(List.of())
        .setPipeline(
            Pipeline.newBuilder()
                .setVersion("test")
                .setSchema$(1)
                .setEnrichedAt("2026-10-01T00:00:00Z")
                .build())
        .build();
  }
}

package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Change;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of {@code news.enriched} as what it does to an article. */
final class RecordReader {

  private final AvroCodec codec;

  private RecordReader(AvroCodec codec) {
    this.codec = codec;
  }

  static RecordReader over(KafkaSettings settings) {
    return new RecordReader(new AvroCodec(new SchemaRegistry(settings.schemaRegistry())));
  }

  /**
   * @throws BadInputException NO_KEY, KEY_MISMATCH, NOT_FOR_READERS, or as {@link AvroCodec#decode}
   * @throws dev.copydesk.service.kafka.RegistryUnavailableException if the schema cannot be had now
   */
  Change read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      throw new BadInputException(
          "NO_KEY", "The record has no key, so that its article is unknown");
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      return new Change.Tombstone(id, record.offset());
    }
    EnrichedArticle article = codec.decode(EnrichedArticle.class, record.value());
    if (!article.getId().equals(id)) {
      throw new BadInputException("KEY_MISMATCH", "The article's id is not the record's key");
    }
    if (article.getStatus() == ArticleStatus.WITHHELD) {
      throw new BadInputException("NOT_FOR_READERS", "A withheld article must not be here");
    }
    return new Change.Upsert(article, record.offset());
  }
}

package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * What {@code news.enriched} holds that is so. Records that a later one of their key has replaced,
 * and that are not yet compacted away, are counted too: the counts are upper bounds.
 *
 * @param records those that are so
 * @param versions their number by the version of the pipeline that made them
 * @param ids those that are so, and perhaps one or another that is not
 */
record EnrichedScan(long records, Map<String, Long> versions, Wanted ids) {

  static EnrichedScan of(
      KafkaConsumer<byte[], byte[]> consumer,
      AvroCodec codec,
      String topic,
      Predicate<EnrichedArticle> condition) {
    IdFilter ids = new IdFilter();
    Map<String, Long> versions = new TreeMap<>();
    Stretch.of(consumer, topic)
        .read(
            consumer,
            record -> {
              if (record.key() == null || record.value() == null) {
                return;
              }
              EnrichedArticle article = codec.decode(EnrichedArticle.class, record.value());
              if (condition.test(article)) {
                ids.add(new String(record.key(), StandardCharsets.UTF_8));
                versions.merge(article.getPipeline().getVersion(), 1L, Long::sum);
              }
            });
    long records = versions.values().stream().mapToLong(Long::longValue).sum();
    return new EnrichedScan(records, versions, ids);
  }
}

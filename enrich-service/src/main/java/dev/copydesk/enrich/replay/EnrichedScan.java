package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What {@code news.enriched} holds that is so. Records that a later one of their key has replaced,
 * and that are not yet compacted away, are counted too: the counts are upper bounds.
 *
 * @param records those that are so
 * @param versions their number by the version of the pipeline that made them
 * @param ids those that are so, and perhaps one or another that is not
 */
record EnrichedScan(long records, Map<String, Long> versions, Wanted ids) {

  private static final Duration POLL = Duration.ofMillis(200);

  static EnrichedScan of(
      KafkaConsumer<byte[], byte[]> consumer,
      AvroCodec codec,
      String topic,
      Predicate<EnrichedArticle> condition) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    IdFilter ids = new IdFilter();
    Map<String, Long> versions = new TreeMap<>();
    long records = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.key() == null || record.value() == null) {
          continue;
        }
        EnrichedArticle article = codec.decode(EnrichedArticle.class, record.value());
        if (condition.test(article)) {
          records++;
          ids.add(new String(record.key(), StandardCharsets.UTF_8));
          versions.merge(article.getPipeline().getVersion(), 1L, Long::sum);
        }
      }
    }
    return new EnrichedScan(records, versions, ids);
  }
}

package dev.copydesk.enrich.shadow;

import dev.copydesk.enrich.shadow.Difference.Example;
import dev.copydesk.enrich.shadow.Difference.Sides;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Holds the last record of each article live beside that of the shadow, a partition at a time: both
 * topics put an article into the partition of the same number. It takes some 300 bytes an article
 * of the fullest partition.
 */
final class Comparison {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec codec;
  private final String live;
  private final String shadow;
  private final int examplesOfAKind;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> chosen = new EnumMap<>(Kind.class);
  private long compared;
  private long changed;
  private long movedOn;

  /**
   * @param examplesOfAKind so many of each kind are told with what differs
   */
  Comparison(
      KafkaConsumer<byte[], byte[]> consumer,
      AvroCodec codec,
      String live,
      String shadow,
      int examplesOfAKind) {
    this.consumer = consumer;
    this.codec = codec;
    this.live = live;
    this.shadow = shadow;
    this.examplesOfAKind = examplesOfAKind;
  }

  /**
   * Goes through all.
   *
   * @param differences given every article that differs
   * @param examples given some of them again, with what differs
   */
  ComparisonResult run(Consumer<Difference> differences, Consumer<Example> examples) {
    int partitions = consumer.partitionsFor(shadow).size();
    for (int partition = 0; partition < partitions; partition++) {
      compare(partition, differences, examples);
    }
    return new ComparisonResult(compared, changed, movedOn, counts);
  }

  private void compare(
      int partition, Consumer<Difference> differences, Consumer<Example> examples) {
    Map<String, Parts> made = last(new TopicPartition(shadow, partition), _ -> true, Parts::of);
    Map<String, Parts> known = last(new TopicPartition(live, partition), _ -> true, Parts::of);
    Map<String, Difference> picked = new TreeMap<>();
    Set<String> ids = new TreeSet<>(known.keySet());
    ids.addAll(made.keySet());
    for (String id : ids) {
      Parts now = known.get(id);
      Parts then = made.get(id);
      compared++;
      Set<Kind> kinds;
      if (now == null || then == null) {
        kinds = EnumSet.of(now == null ? Kind.ADDED : Kind.MISSING);
      } else if (now.isOfSameRevision(then)) {
        kinds = now.differences(then);
      } else {
        movedOn++;
        continue;
      }
      if (!kinds.isEmpty()) {
        Difference difference = new Difference(id, kinds);
        differences.accept(difference);
        changed++;
        if (isWorthShowing(kinds)) {
          picked.put(id, difference);
        }
      }
    }
    if (!picked.isEmpty()) {
      show(partition, picked, examples);
    }
  }

  private boolean isWorthShowing(Set<Kind> kinds) {
    boolean shown = false;
    for (Kind kind : kinds) {
      counts.merge(kind, 1, Integer::sum);
      shown |= chosen.getOrDefault(kind, 0) < examplesOfAKind;
    }
    if (shown) {
      kinds.forEach(kind -> chosen.merge(kind, 1, Integer::sum));
    }
    return shown;
  }

  private void show(int partition, Map<String, Difference> picked, Consumer<Example> examples) {
    Map<String, EnrichedArticle> made =
        last(new TopicPartition(shadow, partition), picked::containsKey, article -> article);
    Map<String, EnrichedArticle> known =
        last(new TopicPartition(live, partition), picked::containsKey, article -> article);
    picked.forEach(
        (id, difference) -> {
          EnrichedArticle now = known.get(id);
          EnrichedArticle then = made.get(id);
          Map<Kind, Sides> sides = new EnumMap<>(Kind.class);
          if (now != null && then != null) {
            difference.kinds().forEach(kind -> sides.put(kind, Parts.sides(kind, now, then)));
          }
          EnrichedArticle named = now == null ? then : now;
          String headline = named == null ? null : named.getHeadline();
          examples.accept(new Example(difference, headline == null ? "" : headline, sides));
        });
  }

  private interface Chosen {
    boolean has(String id);
  }

  private interface Made<T> {
    T of(EnrichedArticle article);
  }

  /** By id what the last usable record is made into; withdrawn articles are as good as none. */
  private <T> Map<String, T> last(TopicPartition partition, Chosen ids, Made<T> made) {
    Map<String, T> last = new HashMap<>();
    each(
        partition,
        (id, article) -> {
          if (!ids.has(id)) {
            return;
          }
          if (article == null || article.getStatus() == ArticleStatus.CANCELED) {
            last.remove(id);
          } else {
            last.put(id, made.of(article));
          }
        });
    return last;
  }

  private void each(TopicPartition partition, BiConsumer<String, @Nullable EnrichedArticle> to) {
    Stretch.of(consumer, List.of(partition))
        .read(
            consumer,
            record -> {
              if (record.key() != null) {
                to.accept(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value() == null
                        ? null
                        : codec.decode(EnrichedArticle.class, record.value()));
              }
            });
  }
}

package dev.copydesk.enrich.shadow;

import dev.copydesk.service.kafka.KafkaSettings;
import java.util.function.DoublePredicate;

/** What reads the articles that a shadow has written, once its topology is through. */
@FunctionalInterface
public interface Downstream {

  /**
   * Reads everything that is there now, from where it stopped before.
   *
   * @param shadow with the shadow's topics
   * @param wanted asked several times a second, with the share that is read, from 0 to 1
   * @return whether everything is read; false where it was no longer wanted
   */
  boolean catchUp(KafkaSettings shadow, DoublePredicate wanted);
}

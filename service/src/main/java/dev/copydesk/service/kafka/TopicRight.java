package dev.copydesk.service.kafka;

import dev.copydesk.schema.Topic;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a principal does with a topic, and so must be allowed to. Each of them also allows DESCRIBE.
 */
public record TopicRight(Topic topic, Set<AclOperation> operations) {

  public TopicRight {
    operations = Set.copyOf(operations);
  }

  public static TopicRight read(Topic topic) {
    return new TopicRight(topic, EnumSet.of(AclOperation.READ));
  }

  public static TopicRight write(Topic topic) {
    return new TopicRight(topic, EnumSet.of(AclOperation.WRITE));
  }

  public static TopicRight readAndWrite(Topic topic) {
    return new TopicRight(topic, EnumSet.of(AclOperation.READ, AclOperation.WRITE));
  }
}

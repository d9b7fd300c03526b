package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {

  @ParameterizedTest
  @CsvSource({
    // What the model says of each mention of one form; what is made of all.
    "LOCATION PERSON LOCATION, LOCATION",
    "PERSON LOCATION PERSON, PERSON",
    "ORGANIZATION ORGANIZATION PERSON, ORGANIZATION",
    "LOCATION PERSON, PERSON",
    "LOCATION ORGANIZATION, ORGANIZATION",
    "LOCATION OTHER, LOCATION",
  })
  void theMentionsOfAFormVoteOnItsType(String said, EntityType elected) {
    List<Mention> mentions = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String type : said.split(" ")) {
      mentions.add(
          new Mention(
              TextField.TEXT,
              text.length(),
              text.length() + "Porto".length(),
              EntityType.valueOf(type),
              null,
              false));
      text.append("Porto ");
    }
    assertThat(Names.resolve(mentions, text.toString(), ""))
        .hasSize(mentions.size())
        .extracting(Entity::getType)
        .containsOnly(elected);
  }
}

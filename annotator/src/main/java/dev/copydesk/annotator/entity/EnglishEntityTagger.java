package dev.copydesk.annotator.entity;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Rules.Ruled;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names persons, organisations and places by the built-in model or by another {@link NameFinder},
 * and around it by rules and gazetteers what they are surer of. The article agrees with itself.
 */
public final class EnglishEntityTagger implements EntityTagger {
  private static final int LONGEST_SHOUT = 400;

  private final Gazetteer gazetteer = new Gazetteer();
  private final Rules rules = new Rules(gazetteer);
  private final Combination combination = new Combination(gazetteer);
  private final Recogniser recogniser;

  /** With the built-in model. */
  public EnglishEntityTagger() {
    this(NameModel.load("names.model"));
  }

  EnglishEntityTagger(NameModel model) {
    this.recogniser = fields -> model.label(new ModelReading(fields));
  }

  /** With another finder of names in the model's place. */
  public EnglishEntityTagger(NameFinder finder) {
    this.recogniser = new FinderLabels(finder);
  }

  @Override
  public List<Entity> tag(@Nullable String headline, String text) {
    String title = headline == null ? "" : headline;
    List<List<Ruled>> ruled = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (String field : List.of(text, title)) {
      Words words = new Words(field);
      ruled.add(rules.names(words, shouted(field)));
      fields.add(Field.of(words, gazetteer, ruled.getLast()));
    }
    List<byte[]> labels = recogniser.label(fields);
    List<Echoes.Found> found = new ArrayList<>();
    List<TextField> names = List.of(TextField.TEXT, TextField.HEADLINE);
    for (int f = 0; f < fields.size(); f++) {
      boolean shouted = shouted(f == 0 ? text : title);
      List<Mention> mentions =
          shouted
              ? combination.ruled(names.get(f), fields.get(f), ruled.get(f))
              : combination.mentions(names.get(f), fields.get(f), labels.get(f), ruled.get(f));
      found.add(new Echoes.Found(names.get(f), fields.get(f), mentions));
    }
    return Names.resolve(Echoes.with(found), text, title);
  }

  /** A line in capitals says nothing by its capitals. */
  private static boolean shouted(String text) {
    return text.length() < LONGEST_SHOUT && text.chars().noneMatch(Character::isLowerCase);
  }
}

package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishEntityTaggerTest {
  private static final EntityTagger TAGGER = new EnglishEntityTagger();
  private static final String[] PIECES = {
    "Peter",
    "Okello",
    "of",
    "the",
    "Ministry",
    "Peru",
    "U.S.",
    "-",
    "'s",
    ".",
    "\n\n",
    "\u00a0\n\n",
    "Secretary",
    "State",
    "Inc",
    "Prime",
    "Minister",
    "Dr",
    "\u2019s",
    "1,200",
    "New",
    "York",
    "al",
    "Bank",
    "said",
    "😀",
    "ÉLAN",
    "&",
    "in"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Talks in Kenya ended.                          | Kenya=LOCATION KE
          The Kenyan minister left.                      | Kenyan=NORP KE
          Prime Minister Maria Lindqvist spoke.          | Maria Lindqvist=PERSON
          The Ministry of Health in Peru's north shut.   | Ministry of Health=ORGANIZATION; Peru=LOCATION PE
          The Harbour Summit opened.                     | Harbour Summit=EVENT
          However, it rained.                            |
          Secretary of State Anna Brookfield flew to Oslo. | Anna Brookfield=PERSON; Oslo=LOCATION NO
          Wendell Harcourt spoke in Lima.                | Wendell Harcourt=PERSON; Lima=LOCATION PE
          """)
  void readsNames(String text, String expected) {
    assertThat(
            TAGGER.tag(null, text).stream()
                .map(
                    e ->
                        e.getText()
                            + "="
                            + e.getType()
                            + (e.getCountry() == null ? "" : " " + e.getCountry()))
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void givesTheFullestForm() {
    Entity second = TAGGER.tag(null, "Peter Okello won. \"Good,\" Okello said.").getLast();
    assertThat(second.getName()).isEqualTo("Peter Okello");
  }

  @Test
  void namesOfAnotherFinderHaveTheSameSurroundings() {
    Map<String, EntityType> names =
        Map.of(
            "Minister Peter Okello",
            EntityType.PERSON,
            "Harbour Board",
            EntityType.ORGANIZATION,
            "Nobel Prize",
            EntityType.PRODUCT);
    List<String> asked = new ArrayList<>();
    NameFinder finder =
        paragraph -> {
          asked.add(paragraph);
          return names.entrySet().stream()
              .filter(name -> paragraph.contains(name.getKey()))
              .map(
                  name -> {
                    int start = paragraph.indexOf(name.getKey());
                    return new FoundName(start, start + name.getKey().length(), name.getValue());
                  })
              .sorted(Comparator.comparingInt(FoundName::start))
              .toList();
        };
    String text =
        "😀 Kenyan Minister Peter Okello left.\n\nThe Harbour Board’s head won a Nobel Prize.";

    assertThat(new EnglishEntityTagger(finder).tag("Minister Peter Okello left", text))
        .extracting(e -> e.getField() + " " + e.getText() + "=" + e.getType())
        .containsExactly(
            "TEXT Kenyan=NORP",
            "TEXT Peter Okello=PERSON",
            "TEXT Harbour Board=ORGANIZATION",
            "HEADLINE Peter Okello=PERSON");
    assertThat(asked)
        .containsExactly(
            "😀 Kenyan Minister Peter Okello left.",
            "The Harbour Board’s head won a Nobel Prize.",
            "Minister Peter Okello left");
  }

  @Test
  void aFinderMayAnswerAnythingWithinTheParagraph() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    NameFinder finder =
        paragraph -> {
          List<FoundName> found = new ArrayList<>();
          for (int at = 0; at < paragraph.length(); ) {
            int start = at + random.nextInt(4);
            int end = Math.min(paragraph.length(), start + 1 + random.nextInt(12));
            if (start < end) {
              EntityType[] types = EntityType.values();
              found.add(new FoundName(start, end, types[random.nextInt(types.length)]));
            }
            at = Math.max(end, at + 1);
          }
          return found;
        };
    EntityTagger tagger = new EnglishEntityTagger(finder);
    for (int round = 0; round < 500; round++) {
      holdsTogether(tagger, randomText(random), seed);
    }
  }

  @Test
  void theStopOfACompanyIsTakenFromNoOtherName() {
    NameFinder finder =
        paragraph ->
            List.of(
                new FoundName(0, 10, EntityType.ORGANIZATION),
                new FoundName(10, 17, EntityType.PERSON));

    assertThat(new EnglishEntityTagger(finder).tag(null, "Okello Inc. Pinto left."))
        .extracting(Entity::getText)
        .containsExactly("Okello Inc", ". Pinto");
  }

  @Test
  void aSurnameAloneIsThePersonThatTheArticleNamesInFull() {
    NameFinder finder =
        paragraph ->
            paragraph.startsWith("Peter")
                ? List.of(new FoundName(0, 12, EntityType.PERSON))
                : List.of();

    assertThat(
            new EnglishEntityTagger(finder)
                .tag(
                    "Okello: a year lost",
                    "Peter Okello spoke.\n\nThen Okello left. Peter did not."))
        .extracting(Entity::getText, Entity::getType, Entity::getName)
        .containsExactly(
            tuple("Peter Okello", EntityType.PERSON, "Peter Okello"),
            tuple("Okello", EntityType.PERSON, "Peter Okello"),
            tuple("Okello", EntityType.PERSON, "Peter Okello"));
  }

  @Test
  void aSurnameThatIsAnEnglishWordOrPartOfALongerRunIsLeftAlone() {
    NameFinder finder =
        paragraph ->
            paragraph.startsWith("Peter")
                ? List.of(
                    new FoundName(0, 12, EntityType.PERSON),
                    new FoundName(17, 27, EntityType.PERSON))
                : List.of();

    assertThat(
            new EnglishEntityTagger(finder)
                .tag(null, "Peter Okello and Ann Street.\n\nThe Street sells at Okello Hill."))
        .extracting(Entity::getText)
        .doesNotContain("Street", "Okello");
  }

  @Test
  void anAcronymInBracketsIsWhatItIsShortFor() {
    NameFinder finder =
        paragraph ->
            paragraph.startsWith("The Harbour")
                ? List.of(new FoundName(4, 30, EntityType.ORGANIZATION))
                : List.of(new FoundName(0, 3, EntityType.LOCATION));

    assertThat(
            new EnglishEntityTagger(finder)
                .tag(null, "The Harbour Board of Quelltown (HBQ) met (ABC).\n\nHBQ, so HBQ, won."))
        .filteredOn(entity -> entity.getText().equals("HBQ"))
        .extracting(Entity::getType)
        .containsExactly(EntityType.ORGANIZATION, EntityType.ORGANIZATION, EntityType.ORGANIZATION);
  }

  @Test
  void noTaggerFindsNothing() {
    assertThat(EntityTagger.NONE.tag("Peru", "Talks in Peru ended.")).isEmpty();
  }

  @Test
  void anyTextAtAllIsRead() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(80); k > 0; k--) {
        // Half of it ASCII, the rest anything, unpaired surrogates too.
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      holdsTogether(TAGGER, text.toString(), seed);
    }
  }

  @Test
  void spansAreTheTextAndNeverOverlapNorCrossAParagraph() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      holdsTogether(TAGGER, randomText(random), seed);
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int k = random.nextInt(30); k >= 0; k--) {
      text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  private static void holdsTogether(EntityTagger tagger, String text, long seed) {
    int end = 0;
    for (Entity entity : tagger.tag(null, text)) {
      assertThat(entity.getStart()).as("seed %d: %s", seed, text).isGreaterThanOrEqualTo(end);
      assertThat(entity.getEnd()).as("seed %d: %s", seed, text).isGreaterThan(entity.getStart());
      end = entity.getEnd();
      assertThat(text.substring(entity.getStart(), end))
          .as("seed %d: %s", seed, text)
          .isEqualTo(entity.getText())
          .doesNotContain("\n\n");
    }
  }
}

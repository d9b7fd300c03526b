package dev.copydesk.index.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.index.search.NewsQuery.AllOf;
import dev.copydesk.index.search.NewsQuery.AnyOf;
import dev.copydesk.index.search.NewsQuery.Everything;
import dev.copydesk.index.search.NewsQuery.Not;
import dev.copydesk.index.search.NewsQuery.Prefix;
import dev.copydesk.index.search.NewsQuery.Words;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryParserTest {

  private static final NewsQuery NOTHING = new AnyOf(List.of());

  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of("", new Everything()),
        Arguments.of(" * ", new Everything()),
        Arguments.of("quake", any("quake")),
        Arguments.of("quake dead", new AllOf(List.of(any("quake"), any("dead")))),
        Arguments.of("quake AND dead", new AllOf(List.of(any("quake"), any("dead")))),
        Arguments.of("quake OR dead", new AnyOf(List.of(any("quake"), any("dead")))),
        Arguments.of("\"the dead", any("the dead")),
        Arguments.of("“the dead” ", any("the dead")),
        Arguments.of("-quake", new Not(any("quake"))),
        Arguments.of("NOT quake", new Not(any("quake"))),
        Arguments.of("--quake", any("quake")),
        Arguments.of("quak*", new Prefix(Field.ANY, "quak")),
        Arguments.of("Person:Orlova", new Words(Field.PERSON, "Orlova")),
        Arguments.of("person:\"Ana Orlova\"", new Words(Field.PERSON, "Ana Orlova")),
        Arguments.of(
            "org:(bank OR fund)",
            new AnyOf(List.of(new Words(Field.ORG, "bank"), new Words(Field.ORG, "fund")))),
        Arguments.of("-(a b", new Not(new AllOf(List.of(any("a"), any("b"))))),
        Arguments.of("at 12:30", new AllOf(List.of(any("at"), any("12:30")))),
        Arguments.of("nofield:x", any("nofield:x")),
        Arguments.of("person:", NOTHING),
        Arguments.of(") && || ! ((", NOTHING),
        Arguments.of("OR OR a OR", any("a")),
        Arguments.of(
            "date:2012-11..2012",
            new NewsQuery.Published(
                Instant.parse("2012-11-01T00:00:00Z"), Instant.parse("2013-01-01T00:00:00Z"))));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void reads(String text, NewsQuery expected) {
    assertThat(unwrapped(QueryParser.parse(text))).isEqualTo(expected);
  }

  /** Groups that hold nothing are nothing. */
  private static NewsQuery unwrapped(NewsQuery query) {
    return switch (query) {
      case AnyOf(List<NewsQuery> parts)
          when parts.stream().allMatch(p -> unwrapped(p).equals(NOTHING)) ->
          NOTHING;
      default -> query;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "a*,PREFIX_TOO_SHORT",
    "person:*,PREFIX_TOO_SHORT",
    "date:soon,BAD_DATE",
    "date:,BAD_DATE",
    "date:2013..2012-11,BAD_DATE"
  })
  void refuses(String text, String code) {
    assertRefused(text, code);
  }

  @Test
  void refusesWhatCostsTooMuch() {
    assertRefused("a".repeat(1_001), "QUERY_TOO_LONG");
    assertRefused("a ".repeat(65), "TOO_MANY_CLAUSES");
    assertRefused("(".repeat(20) + "a", "TOO_DEEP");
  }

  @Test
  void neverFailsOnAnythingElse() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String alphabet = "ab1:\"()-*+&|!~^\\/<>'` \t\u0000é漢\uD83D. OR NOT person: date:";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(QueryParser.parse(text.toString())).isNotNull();
      } catch (BadRequestException e) {
        assertThat(e.code()).as("seed %d, %s", seed, text).isNotBlank();
      }
    }
  }

  private static void assertRefused(String text, String code) {
    assertThatThrownBy(() -> QueryParser.parse(text))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.remedy()).isNotBlank();
            });
  }

  private static NewsQuery any(String text) {
    return new Words(Field.ANY, text);
  }
}

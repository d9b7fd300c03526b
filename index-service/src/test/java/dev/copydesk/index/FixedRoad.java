package dev.copydesk.index;

import dev.copydesk.index.search.Road;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A road where one file was rejected and one letter is dead, for tests without brokers. */
public final class FixedRoad implements Road {

  private static final Receipt RECEIPT =
      new Receipt(
          "torn.html",
          "inbox",
          "0".repeat(64),
          "REJECTED",
          12,
          "text/html",
          0,
          List.of(new Rejection(null, "NOT_TEXT", "Not text", null)),
          1,
          null,
          List.of(),
          1,
          2);

  @Override
  public State state() {
    return new State(
        "2026-01-01T00:00:00Z",
        List.of(new Stage("news.raw", 3, 0.5, List.of(new Reader("enrich", 1L, 2L, null)))),
        new Files(1, Map.of("REJECTED", 1L), 0, 0, true, null),
        new Letters(1, 1, Map.of("NOT_AVRO", 1L), true));
  }

  @Override
  public List<Receipt> files(int limit) {
    return List.of(RECEIPT);
  }

  @Override
  public List<Letter> deadLetters(int limit) {
    return List.of(
        new Letter(
            "news.dead-letters",
            0,
            7,
            "k",
            "NOT_AVRO",
            "index",
            "m",
            "news.enriched-0@1",
            9,
            1,
            null));
  }

  @Override
  public Optional<LetterContent> deadLetter(int partition, long offset) {
    return offset == 7
        ? Optional.of(
            new LetterContent(Map.of("copydesk.error.code", "NOT_AVRO"), "torn", false, 4, false))
        : Optional.empty();
  }

  @Override
  public List<Revision> revisions(String articleId) {
    return List.of(new Revision(0, 7, "quake.txt", "test", 0, 1));
  }

  @Override
  public Optional<Raw> raw(int partition, long offset) {
    return offset == 7
        ? Optional.of(
            new Raw(
                "quake",
                1,
                "ARRIVAL",
                "USABLE",
                "quake.txt",
                "text/plain",
                "UTF-8",
                4,
                "0".repeat(64),
                1,
                "text",
                false))
        : Optional.empty();
  }
}

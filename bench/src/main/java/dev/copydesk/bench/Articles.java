package dev.copydesk.bench;

import dev.copydesk.schema.v1.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Generated articles of one to four kilobytes, each different, the same at every run. */
final class Articles {

  private static final String[] WORDS =
      ("the council mayor voted harbour budget percent million people said on Tuesday river bridge"
           + " storm minister talks agreement after three hours officials warned of delays while"
           + " residents asked for answers and the company reported a profit of its own in spring")
          .split(" ");

  private Articles() {}

  /** Writes one file into a folder that is not watched. */
  static Path write(Path folder, int number) throws IOException {
    return Files.writeString(folder.resolve("article-%06d.txt".formatted(number)), text(number));
  }

  /** Where the article says that it is from. */
  static Source source(int number, int bytes) {
    return Source.newBuilder()
        .setFeed("bench")
        .setPath(number + ".txt")
        .setPosition(0)
        .setSha256("%064x".formatted(number))
        .setMediaType("text/plain")
        .setCharset("UTF-8")
        .setBytes(bytes)
        .build();
  }

  static String text(int number) {
    Random random = new Random(number);
    StringBuilder text = new StringBuilder("Article number " + number + "\n\n");
    int length = 1_000 + random.nextInt(3_000);
    while (text.length() < length) {
      for (int words = 8 + random.nextInt(20); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(words > 1 ? " " : ". ");
      }
      if (random.nextInt(4) == 0) {
        text.append("\n\n");
      }
    }
    return text.toString();
  }
}

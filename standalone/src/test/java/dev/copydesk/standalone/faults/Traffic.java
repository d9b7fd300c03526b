package dev.copydesk.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Drops files of every kind into the watched folder, and remembers what is to become of each. */
final class Traffic {

  private static final Pattern NAME = Pattern.compile("f(\\d+)\\.\\w+");

  /**
   * @param number of its file
   */
  private record Article(int number, String text) {}

  private final Path inbox;
  private final Random random;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Article> texts = new ArrayList<>();
  private int settled;
  private int number;

  Traffic(Path inbox, Random random) {
    this.inbox = inbox;
    this.random = random;
  }

  /** All that was dropped so far. */
  synchronized List<Input> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * Looks which files were put away. Only those are copied: of two files with the same bytes that
   * both wait, either may be the one that is taken.
   */
  synchronized void settle() {
    try (Stream<Path> waiting = Files.list(inbox)) {
      int first =
          waiting
              .map(file -> NAME.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .mapToInt(name -> Integer.parseInt(name.group(1)))
              .min()
              .orElse(number);
      while (settled < texts.size() && texts.get(settled).number() < first) {
        settled++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One file: an article, the copy of one, some items, or nothing that could be used. */
  synchronized void drop() {
    int kind = random.nextInt(20);
    if (kind < 12) {
      article();
    } else if (kind < 14 && settled > 0) {
      file("txt", texts.get(random.nextInt(settled)).text(), List.of(Ends.REFUSED_FILE));
    } else if (kind < 15) {
      // Of a length of its own: the same bytes again would be a copy.
      file("txt", " ".repeat(number + 1), List.of(Ends.REFUSED_FILE));
    } else {
      items();
    }
  }

  /** One article, and the word by which the search finds no other. */
  synchronized String article() {
    String word = word(0);
    String text = text(word);
    texts.add(new Article(number, text));
    file("txt", text, List.of(Ends.INDEXED));
    return word;
  }

  private void items() {
    List<String> lines = new ArrayList<>();
    List<Ends> expected = new ArrayList<>();
    int sound = 1 + random.nextInt(4);
    for (int i = 0; i < sound; i++) {
      lines.add(item(i, "A ferry leaves the quay", text(word(i))));
      expected.add(Ends.INDEXED);
    }
    if (random.nextBoolean()) {
      lines.add(item(sound, "", " ... "));
      expected.add(Ends.UNFIT_ARTICLE);
    }
    if (random.nextBoolean()) {
      lines.add("{\"uri\": \"urn:torn:%d\", \"headline\": ".formatted(number));
      expected.add(Ends.UNREADABLE_ITEM);
    }
    file("jsonl", String.join("\n", lines) + "\n", expected);
  }

  private String item(int position, String headline, String body) {
    return "{\"uri\": \"urn:item:%d:%d\", \"headline\": \"%s\", \"body_text\": \"%s\"}"
        .formatted(number, position, headline, body);
  }

  private String word(int position) {
    return "mooring%dx%d".formatted(number, position);
  }

  private String text(String word) {
    return "More than %d people crossed to Lisbon on Monday, said Maria Silva of %s."
        .formatted(30 + random.nextInt(1_000), word);
  }

  /** Written beside and renamed in, as a careful sender does. */
  private void file(String suffix, String content, List<Ends> expected) {
    String name = "f%06d.%s".formatted(number++, suffix);
    Path hidden = inbox.resolve("." + name);
    try {
      Files.writeString(hidden, content);
      Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int position = 0; position < expected.size(); position++) {
      inputs.add(new Input(name, position, expected.get(position)));
    }
  }
}

package dev.copydesk.ingest;

import dev.copydesk.ingest.format.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Drops files of every kind into a folder: single articles, copies of them under other names, lines
 * of items, some of them broken, and now and then a file of more than one transaction.
 */
final class Traffic {

  private static final int LONG_ITEMS = 12;
  private static final int LONG_ITEM_BYTES = 900_000;

  private final Path folder;
  private final Random random;
  private final String padding = "x".repeat(LONG_ITEM_BYTES);
  private final List<String> singles = new ArrayList<>();
  private final Set<String> articles = new HashSet<>();
  private final Set<String> files = new HashSet<>();
  private int broken;
  private int number;

  Traffic(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  /** SHA-256 of every article dropped so far; each is to be published once. */
  Set<String> articles() {
    return articles;
  }

  /** Name of every file dropped so far; each is to have a receipt and to be put away. */
  Set<String> files() {
    return files;
  }

  /** Items dropped that cannot be read; each is to be one dead letter. */
  int broken() {
    return broken;
  }

  void drop() throws IOException {
    int kind = random.nextInt(200);
    if (kind < 120) {
      String text =
          "Article %d of the day%n%nIts body says %d.".formatted(number, random.nextInt());
      singles.add(text);
      drop(".txt", text, List.of(text));
    } else if (kind < 150 && !singles.isEmpty()) {
      drop(".txt", singles.get(random.nextInt(singles.size())), List.of());
    } else if (kind < 199) {
      dropItems(1 + random.nextInt(5), "short", kind > 190);
    } else {
      dropItems(LONG_ITEMS, padding, false);
    }
  }

  private void dropItems(int count, String body, boolean withBroken) throws IOException {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(
          "{\"uri\":\"item-%d-%d\",\"headline\":\"h\",\"body_text\":\"%s\"}"
              .formatted(number, i, body));
    }
    String lines = String.join("\n", items) + "\n";
    if (withBroken) {
      broken++;
      lines += "{\"uri\":\"broken-%d".formatted(number);
    }
    drop(".jsonl", lines, items);
  }

  private void drop(String suffix, String content, List<String> brought) throws IOException {
    String name = "f%05d%s".formatted(number, suffix);
    number++;
    Path temporary = folder.resolve("." + name);
    Files.writeString(temporary, content);
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    files.add(name);
    for (String article : brought) {
      articles.add(Identity.sha256(article.getBytes(StandardCharsets.UTF_8)));
    }
  }
}

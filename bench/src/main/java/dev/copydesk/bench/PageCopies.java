package dev.copydesk.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Real-shaped articles: the pages and stories of a folder, again and again, each copy with a title
 * and an address of its own, so that none is a duplicate or a revision of another.
 */
final class PageCopies implements Corpus {

  private static final Pattern TITLE = Pattern.compile("</title>", Pattern.LITERAL);
  private static final Pattern ADDRESS =
      Pattern.compile("((?:rel=\"canonical\" href|property=\"og:url\" content)=\"[^\"]{1,500})");

  private final List<Page> pages;

  private record Page(String extension, String text) {}

  private PageCopies(List<Page> pages) {
    this.pages = pages;
  }

  static PageCopies of(Path folder) throws IOException {
    List<Page> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        // ISO 8859-1 keeps every byte, whatever the page is written in.
        if (name.endsWith(".html") || name.endsWith(".txt")) {
          pages.add(
              new Page(
                  name.substring(name.lastIndexOf('.')),
                  Files.readString(file, StandardCharsets.ISO_8859_1)));
        }
      }
    }
    if (pages.isEmpty()) {
      throw new IOException("no .html or .txt file in " + folder);
    }
    return new PageCopies(pages);
  }

  @Override
  public Path write(Path folder, int number) throws IOException {
    Page page = pages.get(number % pages.size());
    String text =
        page.extension().equals(".html")
            ? ADDRESS
                .matcher(TITLE.matcher(page.text()).replaceFirst(" " + number + "</title>"))
                .replaceAll("$1-" + number)
            : page.text().replaceFirst("\n", " " + number + "\n");
    return Files.writeString(
        folder.resolve("page-%06d%s".formatted(number, page.extension())),
        text,
        StandardCharsets.ISO_8859_1);
  }
}

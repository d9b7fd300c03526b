package dev.copydesk.standalone;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.ItemReader;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bundled news: what is in it, and copies of it for the watched folder. */
final class Seeds {

  private final Path folder;

  Seeds(Path folder) {
    this.folder = folder;
  }

  /**
   * An article that the index should come to have.
   *
   * @param file it is in
   * @param revision the last one bundled; 0 where the arrival makes it
   */
  record Expected(String file, long revision) {}

  /** What the files hold, by article id, in the order of the files. */
  Map<String, Expected> expected(String feed) throws IOException {
    Formats formats = new Formats(FormatLimits.DEFAULT);
    Map<String, Expected> expected = new LinkedHashMap<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      try (ItemReader items = formats.open(file, new Origin(feed, name, Instant.EPOCH))) {
        for (Item item = items.next(); item != null; item = items.next()) {
          if (item instanceof Item.Article(RawArticle raw)) {
            long revision =
                raw.getRevisionOrigin() == RevisionOrigin.SOURCE ? raw.getRevision() : 0;
            expected.merge(
                raw.getId(),
                new Expected(name, revision),
                (a, b) -> a.revision() > b.revision() ? a : b);
          }
        }
      }
    }
    return expected;
  }

  /**
   * Copies every file into the watched folder, where each appears whole at once.
   *
   * @param staging a folder on the same file system
   */
  void drop(Path watched, Path staging) throws IOException {
    Files.createDirectories(staging);
    for (Path file : files()) {
      Path copy = staging.resolve(file.getFileName());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, watched.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.delete(staging);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".+\\.(txt|html|jsonl)"))
          .sorted()
          .toList();
    }
  }
}

package dev.copydesk.annotator.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.clean.Cleaner;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints how often headline, author and date are what people noted, for the folds by domain that
 * rules were looked at with (0 to 2) and for those that were held out (3 and 4). The folder is that
 * of {@code BlockModelTraining}.
 *
 * <pre>
 * ./mvnw -q -pl annotator -am -DskipTests process-test-classes -Daccuracy=FOLDER
 * </pre>
 */
final class MetadataAccuracy {
  private static final int FOLDS = 5;
  private static final int HELD_OUT = 3;

  private final Map<String, int[]> counts = new TreeMap<>();
  private final boolean show;

  private MetadataAccuracy(boolean show) {
    this.show = show;
  }

  public static void main(String[] args) throws IOException {
    MetadataAccuracy accuracy = new MetadataAccuracy(args.length > 1);
    ObjectMapper json = new ObjectMapper();
    Path folder = Path.of(args[0]);
    PageReader pages = new PageReader();
    Cleaner cleaner = new Cleaner();
    MetadataReader reader = new MetadataReader();
    for (String line : Files.readAllLines(folder.resolve("pages.jsonl"))) {
      JsonNode gold = json.readTree(line);
      String id = gold.path("id").asText();
      try (InputStream file =
          new GZIPInputStream(Files.newInputStream(folder.resolve("html/" + id + ".html.gz")))) {
        String html = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        if (pages.read(Articles.html(html)) instanceof Reading.Read read) {
          Page page = read.page();
          Instant arrived = Instant.parse("2026-11-01T00:00:00Z");
          accuracy.add(gold, reader.read(page, cleaner.clean(page), null, arrived));
        }
      }
    }
    accuracy.counts.forEach(
        (what, n) ->
            System.out.printf(
                Locale.ROOT, "%-22s %4d of %4d  %.3f%n", what, n[0], n[1], n[0] / (double) n[1]));
  }

  private void add(JsonNode gold, Metadata found) {
    String url = gold.path("url").asText();
    String[] host = url.replaceFirst("^\\w+://", "").replaceFirst("[/:?#].*", "").split("\\.");
    String domain = host[Math.max(0, host.length - 2)] + "." + host[host.length - 1];
    boolean held = Math.floorMod(domain.hashCode() * 31, FOLDS) >= HELD_OUT;
    String set = held ? " held out" : " looked at";
    String title = text(gold, "title");
    if (title != null) {
      count("headline" + set, same(title, found.headline()), gold, title, found.headline(), held);
    }
    String author = text(gold, "author");
    if (author != null) {
      String named = String.join("; ", found.byline());
      boolean right =
          found.byline().stream().anyMatch(name -> holds(author, name) || holds(name, author));
      count("author" + set, right, gold, author, named, held);
    }
    String date = text(gold, "publish_date");
    if (date != null && date.length() >= 10) {
      List<String> dates = new ArrayList<>();
      if (found.published() != null) {
        dates.add(found.published().getValue().substring(0, 10));
      }
      count("date" + set, dates.contains(date.substring(0, 10)), gold, date, "" + dates, held);
    }
  }

  private void count(
      String what, boolean right, JsonNode gold, String want, @Nullable String got, boolean held) {
    int[] n = counts.computeIfAbsent(what, _ -> new int[2]);
    n[0] += right ? 1 : 0;
    n[1]++;
    if (show && !right && !held) {
      System.out.println(gold.path("id").asText() + " " + what + "\t" + want + "\t" + got);
    }
  }

  private static @Nullable String text(JsonNode gold, String field) {
    String value = gold.path(field).asText("");
    return value.isBlank() || value.equals("null") ? null : value;
  }

  private static boolean same(String want, @Nullable String got) {
    return got != null && squeeze(want).equals(squeeze(got));
  }

  private static boolean holds(String one, String other) {
    return !squeeze(other).isEmpty() && squeeze(one).contains(squeeze(other));
  }

  private static String squeeze(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}

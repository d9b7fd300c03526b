package dev.copydesk.index;

import dev.copydesk.index.consume.CatchUp;
import dev.copydesk.index.search.Found;
import dev.copydesk.index.sink.lucene.CommittedArticles;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.service.kafka.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoublePredicate;

/**
 * A Lucene index of what a shadow has written, in a folder of this machine. It is searched once it
 * has been whole, and no service knows it: it never takes the place of the index in use, whose
 * sequences and offsets are those of another topic.
 */
public final class ShadowIndex {

  private static final Duration REFRESH = Duration.ofSeconds(1);

  /** Where it lies until it has been whole for the first time. */
  private final Path begun;

  private final Path whole;

  /**
   * @param folder of its own
   */
  public ShadowIndex(Path folder) {
    begun = folder.resolve("begun");
    whole = folder.resolve("whole");
  }

  /** Whether it can be searched. */
  public boolean exists() {
    return Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Reads what the shadow has written until now, from where it stopped, as {@link CatchUp#run}.
   *
   * @param kafka with the shadow's topics
   * @param wanted asked now and then, with the share that is read, from 0 to 1
   * @return whether everything is read
   * @throws dev.copydesk.service.SettingsException if the folder cannot be used
   */
  public boolean catchUp(KafkaSettings kafka, InstantSource clock, DoublePredicate wanted) {
    boolean first = !exists();
    boolean through;
    try (LuceneSink sink = new LuceneSink(first ? begun : whole, REFRESH)) {
      through = CatchUp.run(kafka, sink, clock, wanted);
    }
    if (first && through) {
      try {
        Files.move(begun, whole, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return through;
  }

  /**
   * The best matches, as the API answers.
   *
   * @throws dev.copydesk.service.SettingsException if there is no index to be read
   * @throws dev.copydesk.index.search.BadRequestException if the query cannot be understood or
   *     costs too much
   */
  public Found search(String query, int limit) {
    try (CommittedArticles committed = CommittedArticles.in(whole)) {
      return Found.best(committed.articles(), query, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

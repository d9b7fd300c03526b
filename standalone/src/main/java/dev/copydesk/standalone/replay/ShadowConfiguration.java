package dev.copydesk.standalone.replay;

import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.ShadowIndex;
import dev.copydesk.standalone.command.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a shadow was begun with, as lines of a properties file in its folder, where its stores and
 * its index lie too: going on with other settings would mix the results of both.
 */
public final class ShadowConfiguration {

  private static final String FILE = "configuration.properties";

  private final Path folder;

  /**
   * @param data folder of all state, {@code data}
   */
  public ShadowConfiguration(Path data) {
    this.folder = data.resolve("shadow");
  }

  /** Of the stores. */
  Path stores() {
    return folder.resolve("stores");
  }

  /** What the shadow's articles are searched in. */
  public ShadowIndex index() {
    return new ShadowIndex(indexFolder());
  }

  private Path indexFolder() {
    return folder.resolve("index");
  }

  /** What decides how articles come out, as lines of a properties file. */
  List<String> wanted(EntitySettings entities) {
    List<String> lines = new ArrayList<>();
    lines.add("# Copydesk " + Version.copydesk());
    lines.add(
        EntitySettings.TAGGER.key() + "=" + entities.tagger().name().toLowerCase(Locale.ROOT));
    entities.model().ifPresent(model -> lines.add(EntitySettings.MODEL.key() + "=" + model));
    return lines;
  }

  /** As it was begun; empty where it was begun elsewhere. */
  List<String> recorded() {
    Path file = folder.resolve(FILE);
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Files.readAllLines(file)
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of it, without what is said of the version. */
  String settings() {
    return recorded().stream()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining(" and "));
  }

  void record(EntitySettings entities) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(FILE), wanted(entities));
  }

  /** The index alone. */
  void deleteIndex() throws IOException {
    delete(indexFolder());
  }

  /** The folder with all that lies in it. */
  void delete() throws IOException {
    delete(folder);
  }

  /** Links are removed, not followed. */
  private static void delete(Path root) throws IOException {
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException trouble)
              throws IOException {
            if (trouble != null) {
              throw trouble;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

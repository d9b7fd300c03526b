package dev.copydesk.index.sink.lucene;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Which folders in that of the index hold it, by a small file that is replaced as a whole: the one
 * in use, one that is being built, and those that were in use before. Without the file the index
 * lies in the folder itself, as the first one always does.
 */
final class Generations {

  private static final String FILE = "generations.json";
  private static final String NEW_FILE = FILE + ".new";

  /** Names the folder itself. */
  private static final String FIRST = ".";

  private static final Pattern NAME = Pattern.compile("generation-[0-9a-f]{8}");
  private static final Predicate<String> OWN =
      Pattern.compile("generations\\.json(\\.new)?|" + NAME.pattern()).asMatchPredicate();

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private Names names;

  private record Names(String current, @Nullable String building, List<String> kept) {

    Names {
      kept = List.copyOf(kept);
    }

    List<String> all() {
      List<String> all = new ArrayList<>(kept);
      all.add(current);
      if (building != null) {
        all.add(building);
      }
      return all;
    }
  }

  private Generations(Path folder, Names names) {
    this.folder = folder;
    this.names = names;
  }

  /**
   * @throws IOException if the file cannot be read, or is none of ours
   */
  static Generations of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Names names = new Names(FIRST, null, List.of());
    if (Files.exists(file)) {
      names = JSON.readValue(file.toFile(), Names.class);
      for (String name : names.all()) {
        if (!name.equals(FIRST) && !NAME.matcher(name).matches()) {
          throw new IOException(file + " names a folder that is none of the index's");
        }
      }
    }
    return new Generations(folder, names);
  }

  /** Whether a file or folder of this name is kept beside the index itself. */
  static boolean isOwn(String name) {
    return OWN.test(name);
  }

  Path current() {
    return path(names.current());
  }

  Optional<Path> building() {
    return Optional.ofNullable(names.building()).map(this::path);
  }

  /** By their paths, the oldest first. */
  List<String> kept() {
    return names.kept().stream().map(name -> path(name).toString()).toList();
  }

  Path begin() throws IOException {
    String name = "generation-" + UUID.randomUUID().toString().substring(0, 8);
    write(new Names(names.current(), name, names.kept()));
    return path(name);
  }

  void takeOver() throws IOException {
    String building = names.building();
    if (building == null) {
      throw new IllegalStateException("Nothing is being built in " + folder);
    }
    List<String> kept = new ArrayList<>(names.kept());
    kept.add(names.current());
    write(new Names(building, null, kept));
  }

  void giveUp() throws IOException {
    String building = names.building();
    if (building != null) {
      write(new Names(names.current(), null, names.kept()));
      delete(building);
    }
  }

  void dropKept() throws IOException {
    for (String name : names.kept()) {
      delete(name);
    }
    write(new Names(names.current(), names.building(), List.of()));
  }

  private Path path(String name) {
    return name.equals(FIRST) ? folder : folder.resolve(name);
  }

  private void write(Names now) throws IOException {
    Path written = folder.resolve(NEW_FILE);
    Files.write(written, JSON.writeValueAsBytes(now));
    IOUtils.fsync(written, false);
    Files.move(
        written,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    IOUtils.fsync(folder, true);
    names = now;
  }

  /** Of the folder itself nothing but Lucene's files, whatever else has come to lie in it. */
  private void delete(String name) throws IOException {
    Path index = path(name);
    if (!Files.exists(index)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(index)) {
      files = listed.filter(file -> OpenIndex.isOfLucene(file.getFileName().toString())).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    if (!name.equals(FIRST)) {
      Files.delete(index);
    }
  }
}

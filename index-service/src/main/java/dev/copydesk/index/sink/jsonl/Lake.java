package dev.copydesk.index.sink.jsonl;

import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.lucene.SequenceLedger;
import dev.copydesk.service.SettingsException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files from one opening to the closing, and the ledger beside them.
 *
 * <p>A commit makes the lines of the open file last, and then the ledger, which says how long the
 * file is by then. At the opening a file is cut to the length that the ledger knows, and one that
 * it does not know is deleted: so a line is there exactly if its change is in the ledger. A file is
 * finished, by a rename, only when all of its lines are committed.
 */
final class Lake implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Lake.class);

  private static final String LEDGER = ".ledger";
  private static final String OPEN = ".open";
  private static final DateTimeFormatter BUILDING =
      DateTimeFormatter.ofPattern("'from-'uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String NOTED_BUILDING = "building";
  private static final String NOTED_NUMBER = "number";
  private static final String NOTED_LENGTH = "length";
  private static final String NOTED_SINCE = "since";

  private final Path folder;
  private final SequenceLedger ledger;
  private final InstantSource clock;
  private String building;
  private int number;
  private Instant since = Instant.EPOCH;
  private @Nullable OpenFile file;

  /** The file that is appended to. */
  private record OpenFile(Path path, FileChannel channel, OutputStream lines) implements Closeable {

    static OpenFile at(Path path) throws IOException {
      Files.createDirectories(path.getParent());
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.position(channel.size());
      return new OpenFile(
          path, channel, new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private Lake(Path folder, SequenceLedger ledger, InstantSource clock) {
    this.folder = folder;
    this.ledger = ledger;
    this.clock = clock;
    Map<String, String> notes = ledger.notes();
    building = notes.getOrDefault(NOTED_BUILDING, newBuilding(""));
    number = Integer.parseInt(notes.getOrDefault(NOTED_NUMBER, "0"));
  }

  /**
   * @throws SettingsException if the folder is none that this process can use
   */
  static Lake open(Path folder, InstantSource clock) throws IOException {
    Lake lake =
        new Lake(folder, SequenceLedger.open(folder.resolve(LEDGER), "index.jsonl.dir"), clock);
    try {
      if (lake.ledger.notes().isEmpty()) {
        // Else a crash before the first commit would leave a building that nobody knows.
        lake.ledger.commit(Optional.empty(), lake.notes(0));
      }
      lake.recover();
      return lake;
    } catch (IOException | RuntimeException e) {
      lake.close();
      throw e;
    }
  }

  private void recover() throws IOException {
    Path own = folder.resolve(building);
    if (!Files.isDirectory(own)) {
      return;
    }
    Map<String, String> notes = ledger.notes();
    long length = Long.parseLong(notes.getOrDefault(NOTED_LENGTH, "0"));
    Path known = opened(number);
    List<Path> left;
    try (Stream<Path> files = Files.list(own)) {
      left = files.filter(path -> path.toString().endsWith(OPEN)).toList();
    }
    for (Path path : left) {
      if (!path.equals(known) || length == 0) {
        LOG.info("event=lines-uncommitted file={} bytes={}", path, Files.size(path));
        Files.delete(path);
      } else {
        takeUp(path, length, notes);
      }
    }
  }

  private void takeUp(Path path, long length, Map<String, String> notes) throws IOException {
    if (Files.size(path) < length) {
      throw new SettingsException(
          List.of(
              "index.jsonl.dir holds %s, of which only %d bytes of %d are left: move the folder away, and its files are written anew from the topic"
                  .formatted(path, Files.size(path), length)));
    }
    OpenFile taken = OpenFile.at(path);
    file = taken;
    taken.channel().truncate(length).position(length);
    since = Instant.parse(notes.getOrDefault(NOTED_SINCE, Instant.EPOCH.toString()));
  }

  SequenceLedger ledger() {
    return ledger;
  }

  /** Adds a line, which must hold no line break. */
  void append(String line) throws IOException {
    OpenFile open = file;
    if (open == null) {
      number++;
      since = clock.instant();
      open = OpenFile.at(opened(number));
      file = open;
    }
    open.lines().write(line.getBytes(StandardCharsets.UTF_8));
    open.lines().write('\n');
  }

  /** Hands the lines to the operating system. */
  void flush() throws IOException {
    if (file != null) {
      file.lines().flush();
    }
  }

  /** Makes lines, ledger and position last. */
  void commit(Optional<Position> position) throws IOException {
    long length = 0;
    if (file != null) {
      file.lines().flush();
      file.channel().force(true);
      length = file.channel().position();
    }
    ledger.commit(position, notes(length));
  }

  private Map<String, String> notes(long length) {
    Map<String, String> notes = new HashMap<>();
    notes.put(NOTED_BUILDING, building);
    notes.put(NOTED_NUMBER, Integer.toString(number));
    notes.put(NOTED_LENGTH, Long.toString(length));
    notes.put(NOTED_SINCE, since.toString());
    return notes;
  }

  /** Finishes the file if it is as long or as old; all of its lines must be committed. */
  void roll(long bytes, Duration age) throws IOException {
    OpenFile open = file;
    if (open != null
        && (open.channel().position() >= bytes || !since.plus(age).isAfter(clock.instant()))) {
      open.close();
      file = null;
      Path finished = finished(number);
      Files.move(open.path(), finished, StandardCopyOption.ATOMIC_MOVE);
      sync(folder.resolve(building));
      LOG.info("event=lines-finished file={}", finished);
    }
  }

  /** Begins anew in a folder of its own; what lies in the one before is left to its readers. */
  void clear() throws IOException {
    if (file != null) {
      file.close();
      Files.delete(file.path());
      file = null;
    }
    building = newBuilding(building);
    number = 0;
    ledger.clear(notes(0));
  }

  private String newBuilding(String before) {
    Instant time = clock.instant();
    String name = BUILDING.format(time);
    while (name.compareTo(before) <= 0 || Files.exists(folder.resolve(name))) {
      time = time.plus(1, ChronoUnit.SECONDS);
      name = BUILDING.format(time);
    }
    return name;
  }

  private Path finished(int count) {
    return folder.resolve(building).resolve("articles-%08d.jsonl".formatted(count));
  }

  private Path opened(int count) {
    return folder.resolve(building).resolve("articles-%08d.jsonl".formatted(count) + OPEN);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    try (SequenceLedger _ = ledger) {
      if (file != null) {
        file.close();
      }
    }
  }
}

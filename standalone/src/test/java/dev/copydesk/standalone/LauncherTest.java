package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher itself, before a Java that only says with what it was started. */
class LauncherTest {

  private static final Path LAUNCHER = Path.of(System.getProperty("copydesk.root"), "copydesk");

  @TempDir private Path work;

  @BeforeEach
  void makeDistribution() throws IOException {
    write("java/release", "JAVA_VERSION=\"25.0.3\"\n");
    write("java/lib/modules", "modules");
    Path java = write("java/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("home/lib/a.jar", "a");
    write("home/lib/b.jar", "b");
    write("home/registry/lib/main/c.jar", "c");
  }

  /** What is changed between two starts, and whether the folder's parts are others then. */
  enum Change {
    NOTHING(false, false) {
      @Override
      void in(LauncherTest test) {}
    },
    JAR_TOUCHED(false, true) {
      @Override
      void in(LauncherTest test) throws IOException {
        Files.setLastModifiedTime(
            test.work.resolve("home/lib/a.jar"), FileTime.from(Instant.ofEpochSecond(1)));
      }
    },
    JAR_ADDED(false, true) {
      @Override
      void in(LauncherTest test) throws IOException {
        test.write("home/lib/d.jar", "d");
      }
    },
    JAR_OF_ANOTHER_SIZE(false, true) {
      @Override
      void in(LauncherTest test) throws IOException {
        test.write("home/lib/a.jar", "aa");
      }
    },
    JAR_OF_THE_REGISTRY(false, true) {
      @Override
      void in(LauncherTest test) throws IOException {
        test.write("home/registry/lib/main/c.jar", "cc");
      }
    },
    JAVA_UPDATED(true, false) {
      @Override
      void in(LauncherTest test) throws IOException {
        test.write("java/release", "JAVA_VERSION=\"25.0.4\"\n");
      }
    },
    LOG_BESIDE_THE_JARS(false, false) {
      @Override
      void in(LauncherTest test) throws IOException {
        test.write("home/lib/notes.txt", "n");
      }
    };

    private final boolean java;
    private final boolean jars;

    Change(boolean java, boolean jars) {
      this.java = java;
      this.jars = jars;
    }

    abstract void in(LauncherTest test) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void theFolderOfTheCachesIsNamedByJavaAndJars(Change change) throws Exception {
    List<String> before = key(start("up"));
    change.in(this);
    List<String> after = key(start("up"));

    assertThat(after.getFirst().equals(before.getFirst())).isEqualTo(!change.java);
    assertThat(after.getLast().equals(before.getLast())).isEqualTo(!change.jars);
  }

  @Test
  void theFirstStartIsRecordedAndTheNextUsesTheCache() throws Exception {
    List<String> first = start("demo");
    assertThat(first).contains("-XX:AOTMode=record").contains("demo");

    Path cache = folder(first).resolve("copydesk.aot");
    Files.createFile(cache);
    List<String> second = start("up", "--data", "my data");

    assertThat(second)
        .contains("-XX:AOTCache=" + cache, "-XX:+VerifySharedSpaces", "my data")
        .doesNotContain("-XX:AOTMode=record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up --help", "up -h", "demo --exit", "demo --version", "version", "tail"})
  void whatOnlyAnswersIsNotRecorded(String arguments) throws Exception {
    assertThat(start(arguments.split(" "))).doesNotContain("-XX:AOTMode=record");
  }

  @Test
  void offIsOff() throws Exception {
    assertThat(start("off", "up")).noneMatch(argument -> argument.toLowerCase().contains("aot"));
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFailure() throws Exception {
    // Also root, whom no permission keeps out, makes no folder in a file.
    Path file = write("file", "");
    assertThat(run(file.resolve("aot").toString(), List.of("up")))
        .contains("up")
        .doesNotContain("-XX:AOTMode=record");
  }

  private List<String> start(String... arguments) throws Exception {
    return arguments[0].equals("off")
        ? run("off", Arrays.asList(arguments).subList(1, arguments.length))
        : run(work.resolve("caches of mine").toString(), Arrays.asList(arguments));
  }

  private List<String> run(String caches, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(arguments);
    ProcessBuilder launcher = new ProcessBuilder(command).redirectErrorStream(true);
    launcher.environment().put("COPYDESK_AOT", caches);
    launcher.environment().put("COPYDESK_HOME", work.resolve("home").toString());
    launcher.environment().put("COPYDESK_JAVA_HOME", work.resolve("java").toString());
    launcher.environment().remove("COPYDESK_JAVA_OPTS");
    Process process = launcher.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private static Path folder(List<String> arguments) {
    String property = "-D" + StartupCaches.FOLDER + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(property))
        .map(argument -> Path.of(argument.substring(property.length())))
        .findFirst()
        .orElseThrow();
  }

  /** The check sum of the Java and that of the jars. */
  private static List<String> key(List<String> arguments) {
    String name = folder(arguments).getFileName().toString();
    assertThat(name).matches("\\d+-\\d+");
    return List.of(name.split("-"));
  }

  private Path write(String name, String content) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}

package dev.copydesk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A measured process: its own JVM on this class path, with a heap of its own. */
final class Program implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Program(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    // Also where the benchmark is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  /**
   * @param errors the file for standard error
   */
  static Program start(int heapMegabytes, Path errors, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(arguments);
    return start(new ProcessBuilder(command), errors);
  }

  /** The same of any command. */
  static Program start(ProcessBuilder command, Path errors) throws IOException {
    return new Program(command.redirectError(errors.toFile()).start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void tell(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  /** Reads its output up to a line that begins so, which it returns. */
  String await(String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IOException("the measured process ended before it said " + beginning);
  }

  /** The most memory it held so far, in MiB, or -1 where the system does not tell (not Linux). */
  long peakMegabytes() {
    return memory(process.toHandle(), "VmHWM:").orElse(-1);
  }

  /** The memory that it and its children hold now, in MiB; 0 where the system does not tell. */
  long residentMegabytes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(each -> memory(each, "VmRSS:").orElse(0))
        .sum();
  }

  private static OptionalLong memory(ProcessHandle of, String what) {
    Path status = Path.of("/proc", Long.toString(of.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(what))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Time of the processors that it has taken so far, in seconds; 0 where the system does not tell.
   */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(used -> used.toNanos() / 1e9).orElse(0.0);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}

package dev.copydesk.standalone.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 for a pipe: written in bulk, and aware of a reader that has gone. */
public final class StandardOutput implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final PrintStream stream;
  private final Writer writer;

  public StandardOutput() {
    this(System.out);
  }

  public StandardOutput(PrintStream stream) {
    this.stream = stream;
    this.writer =
        new OutputStreamWriter(
            new BufferedOutputStream(stream, BUFFER_BYTES), StandardCharsets.UTF_8);
  }

  public void line(String line) {
    try {
      writer.write(line);
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the reader has gone, as {@code head} does when it has enough: no use going on. */
  public boolean isBroken() {
    return stream.checkError();
  }

  @Override
  public void close() {
    flush();
  }
}

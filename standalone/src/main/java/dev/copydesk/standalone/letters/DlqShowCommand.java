package dev.copydesk.standalone.letters;

import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "show",
    description = "Shows dead letters: the error, where they come from, their headers and bytes.")
public final class DlqShowCommand extends ClusterCommand {

  private static final int BYTES_A_ROW = 16;

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--hex", description = "The bytes as hex, even where they are text.")
  private boolean hex;

  @Option(names = "--stack-trace", description = "Also the error as Java prints it.")
  private boolean trace;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "So many bytes of each letter. Default: ${DEFAULT-VALUE}")
  private int maxBytes = 4096;

  private final InstantSource clock;

  public DlqShowCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (letters.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "name letters, a --code or a --stage; copydesk dlq list shows them");
    }
    LetterBox box = new LetterBox(cluster(), clock);
    int[] shown = new int[1];
    try (StandardOutput out = new StandardOutput()) {
      box.read(
          letters.choice(box, true),
          entry -> {
            shown[0]++;
            show(entry, out);
          });
    }
    if (shown[0] == 0) {
      throw new CommandFailure(ExitStatus.BAD_INPUT, "there is no such letter");
    }
    return ExitStatus.OK.code();
  }

  private void show(LetterBox.Entry entry, StandardOutput out) {
    Letter letter = entry.letter();
    DeadLetter.Origin origin = letter.origin();
    out.line("%s  %s".formatted(letter.position(), letter.time()));
    out.line(
        "  %s %s: %s".formatted(letter.stage(), letter.code(), Printable.of(letter.message())));
    out.line(
        "  from %s-%d-%d"
            .formatted(Printable.of(origin.topic()), origin.partition(), origin.offset()));
    out.line("  " + state(entry.state()));
    for (Header header : letter.headers()) {
      if (!header.key().startsWith("__streams.")) {
        out.line("  %s: %s".formatted(header.key(), oneLine(header.value())));
      }
    }
    if (trace) {
      letter.stackTrace().lines().forEach(line -> out.line("  | " + Printable.of(line)));
    }
    out.line("  key: " + oneLine(letter.key()));
    bytes(letter.value(), out);
    out.line("");
  }

  private static String state(@Nullable DeadLetterState state) {
    return state == null
        ? "open"
        : "%s at %s%s"
            .formatted(
                state.getState().name().toLowerCase(Locale.ROOT),
                Instant.ofEpochMilli(state.getHandled()),
                state.getNote() == null ? "" : ": " + Printable.of(state.getNote()));
  }

  private void bytes(byte @Nullable [] value, StandardOutput out) {
    if (value == null || value.length == 0) {
      out.line("  no bytes");
      return;
    }
    byte[] first = Arrays.copyOf(value, Math.min(value.length, Math.max(0, maxBytes)));
    out.line(
        "  %d bytes%s"
            .formatted(
                value.length,
                first.length < value.length ? ", the first %d:".formatted(first.length) : ":"));
    String text = hex ? null : text(first);
    if (text != null) {
      text.lines().forEach(line -> out.line("  | " + Printable.of(line)));
      return;
    }
    HexFormat format = HexFormat.ofDelimiter(" ");
    for (int at = 0; at < first.length; at += BYTES_A_ROW) {
      int end = Math.min(first.length, at + BYTES_A_ROW);
      StringBuilder readable = new StringBuilder();
      for (int i = at; i < end; i++) {
        readable.append(first[i] >= ' ' && first[i] < 127 ? (char) first[i] : '.');
      }
      out.line("  %08x  %-47s  %s".formatted(at, format.formatHex(first, at, end), readable));
    }
  }

  private static String oneLine(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "none";
    }
    String text = text(bytes);
    return text == null ? "0x" + HexFormat.of().formatHex(bytes) : Printable.of(text);
  }

  /** Null where the bytes are no text; a character that the cut went through is left out. */
  private static @Nullable String text(byte[] bytes) {
    for (int cut = 0; cut < Math.min(4, bytes.length + 1); cut++) {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut))
                .toString();
        return text.indexOf('\0') < 0 ? text : null;
      } catch (CharacterCodingException _) {
        // Perhaps the last character is but cut.
      }
    }
    return null;
  }
}

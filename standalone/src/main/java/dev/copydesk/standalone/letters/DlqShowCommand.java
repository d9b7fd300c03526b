package dev.copydesk.standalone.letters;

import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.Legible;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import java.time.Instant;
import java.time.InstantSource;
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
        (origin.partition() < 0 ? "  from %s, item %3$d" : "  from %s-%d-%d")
            .formatted(Printable.of(origin.topic()), origin.partition(), origin.offset()));
    out.line("  " + state(entry.state()));
    for (Header header : letter.headers()) {
      if (!header.key().startsWith(DeadLetter.ERROR)) {
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
    int most = Math.max(0, maxBytes);
    Legible legible = hex ? Legible.inHex(value, most) : Legible.of(value, most);
    out.line(
        "  %d bytes%s"
            .formatted(value.length, legible.cut() ? ", the first %d:".formatted(most) : ":"));
    String margin = legible.hex() ? "  " : "  | ";
    legible.text().lines().forEach(line -> out.line(margin + Printable.of(line)));
  }

  private static String oneLine(byte @Nullable [] bytes) {
    return bytes == null ? "none" : Printable.of(Legible.whole(bytes));
  }
}

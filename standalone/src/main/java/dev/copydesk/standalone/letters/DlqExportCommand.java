package dev.copydesk.standalone.letters;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description =
        "Writes dead letters to a folder: the bytes of each as they came in"
            + " TOPIC-PARTITION-OFFSET.bin, what is said of them beside it in .json. No file is"
            + " written over.")
public final class DlqExportCommand extends ClusterCommand {

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "The folder; made if it is not there.")
  private Path folder = Path.of("");

  @Option(names = "--handled", description = "Also letters that were retried or dropped before.")
  private boolean handled;

  private final ObjectMapper json = new ObjectMapper();
  private final InstantSource clock;

  public DlqExportCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    LetterBox box = new LetterBox(cluster(), clock);
    Files.createDirectories(folder);
    int[] written = new int[1];
    try {
      box.read(
          letters.choice(box, handled),
          entry -> {
            write(entry.letter());
            written[0]++;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    spec.commandLine().getOut().printf("%d letters written to %s%n", written[0], folder);
    return ExitStatus.OK.code();
  }

  private void write(Letter letter) {
    String name = letter.position().toString();
    byte @Nullable [] value = letter.value();
    try {
      write(name + ".bin", value == null ? new byte[0] : value);
      write(name + ".json", json.writeValueAsBytes(description(letter)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes, StandardOpenOption.CREATE_NEW);
  }

  private ObjectNode description(Letter letter) {
    DeadLetter.Origin origin = letter.origin();
    ObjectNode node = json.createObjectNode();
    node.put("letter", letter.position().toString());
    node.put("stage", letter.stage());
    node.put("code", letter.code());
    node.put("message", letter.message());
    node.put("time", letter.time().toString());
    node.put("topic", origin.topic());
    node.put("partition", origin.partition());
    node.put("offset", origin.offset());
    byte @Nullable [] key = letter.key();
    node.put("keyHex", key == null ? null : HexFormat.of().formatHex(key));
    ObjectNode headers = node.putObject("headers");
    letter
        .headers()
        .forEach(
            header ->
                headers.put(
                    header.key(),
                    header.value() == null
                        ? null
                        : new String(header.value(), StandardCharsets.UTF_8)));
    return node;
  }
}

package dev.copydesk.standalone;

import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.StandardOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "files",
    description =
        "Lists what became of every dropped file: its state, where its articles lie, of which file"
            + " it is a duplicate, why it was refused and what helps.")
final class FilesCommand extends ClusterCommand {

  @Option(
      names = "--state",
      paramLabel = "STATE",
      converter = State.class,
      description =
          "Files in this state alone: publishing, published, duplicate, partly-rejected or"
              + " rejected. May be given several times.")
  private List<Wanted> states = new ArrayList<>();

  @Option(
      names = "--follow",
      description = "Go on with each receipt that comes, until the command is stopped.")
  private boolean follow;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, or json: one file a line. Default: ${DEFAULT-VALUE}")
  private ReceiptFormat format = ReceiptFormat.table;

  FilesCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    KafkaSettings kafka = cluster();
    String raw = kafka.topics().raw().name();
    try (ReceiptReader receipts = new ReceiptReader(kafka);
        StandardOutput out = new StandardOutput()) {
      Consumer<FileReceipt> taker =
          receipt -> {
            if (states.isEmpty() || states.contains(new Wanted(receipt.getState()))) {
              format.write(receipt, raw, out);
            }
          };
      receipts.last(taker);
      out.flush();
      if (follow) {
        receipts.follow(taker, out::flush, () -> !out.isBroken());
      }
    }
    return ExitStatus.OK.code();
  }

  /**
   * A state, around what Avro made of it: for an enumeration picocli asks for its constants when
   * any command is made, and with them Avro's schemas logged, before {@link Logging} was told
   * where.
   */
  record Wanted(FileState state) {}

  /** The names of the states as they are written elsewhere on the command line. */
  static final class State implements ITypeConverter<Wanted> {

    @Override
    public Wanted convert(String text) {
      try {
        return new Wanted(FileState.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException("\"" + text + "\" is not a state of files");
      }
    }
  }
}

package dev.copydesk.standalone.letters;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Lists open dead letters, grouped by stage and code, the most frequent first.")
public final class DlqListCommand extends ClusterCommand {

  /** So many letters of a group are named. */
  private static final int EXAMPLES = 5;

  enum Format {
    table,
    json
  }

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--handled", description = "Also letters that were retried or dropped before.")
  private boolean handled;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, or json: one group a line. Default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  private final InstantSource clock;

  private record Key(String stage, String code) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::stage).thenComparing(Key::code).compare(this, other);
    }
  }

  private static final class Group {
    private int open;
    private int handled;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private String message = "";
    private final List<Letter.Position> examples = new ArrayList<>();

    private void add(LetterBox.Entry entry) {
      if (entry.isOpen()) {
        open++;
      } else {
        handled++;
      }
      Letter letter = entry.letter();
      first = letter.time().isBefore(first) ? letter.time() : first;
      last = letter.time().isAfter(last) ? letter.time() : last;
      message = letter.message();
      if (examples.size() < EXAMPLES) {
        examples.add(letter.position());
      }
    }
  }

  public DlqListCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LetterBox box = new LetterBox(cluster(), clock);
    Map<Key, Group> groups = new TreeMap<>();
    box.read(
        letters.choice(box, handled),
        entry ->
            groups
                .computeIfAbsent(
                    new Key(entry.letter().stage(), entry.letter().code()), _ -> new Group())
                .add(entry));
    try (StandardOutput out = new StandardOutput()) {
      groups.entrySet().stream()
          .sorted(
              Comparator.comparingInt((Map.Entry<Key, Group> g) -> g.getValue().open).reversed())
          .forEach(
              group -> {
                if (format == Format.json) {
                  out.line(json(group.getKey(), group.getValue()).toString());
                } else {
                  print(group.getKey(), group.getValue(), out);
                }
              });
      if (format == Format.table) {
        out.line(groups.values().stream().mapToInt(g -> g.open).sum() + " open");
      }
    }
    return ExitStatus.OK.code();
  }

  private static void print(Key key, Group group, StandardOutput out) {
    String settled = group.handled == 0 ? "" : ", %d handled".formatted(group.handled);
    out.line(
        "%s %s: %d open%s, %s to %s"
            .formatted(key.stage(), key.code(), group.open, settled, group.first, group.last));
    out.line("    " + Printable.of(group.message));
    group.examples.forEach(letter -> out.line("    " + letter));
    int more = group.open + group.handled - group.examples.size();
    if (more > 0) {
      out.line("    and %d more".formatted(more));
    }
  }

  private static ObjectNode json(Key key, Group group) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("stage", key.stage());
    node.put("code", key.code());
    node.put("open", group.open);
    node.put("handled", group.handled);
    node.put("first", group.first.toString());
    node.put("last", group.last.toString());
    node.put("message", group.message);
    ArrayNode examples = node.putArray("letters");
    group.examples.forEach(letter -> examples.add(letter.toString()));
    return node;
  }
}

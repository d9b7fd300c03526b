package dev.copydesk.standalone.letters;

import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.standalone.command.ClusterCommand;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drop",
    description =
        "Gives open dead letters up: they are no longer listed as open. Their bytes stay in"
            + " news.dead-letters until the topic's retention removes them.")
public final class DlqDropCommand extends ClusterCommand {

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--all", description = "Every open letter.")
  private boolean all;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for whoever looks later.")
  private @Nullable String note;

  private final InstantSource clock;

  public DlqDropCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (all != letters.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "name letters, a --code or a --stage, or else --all of them");
    }
    LetterBox box = new LetterBox(cluster(), clock);
    spec.commandLine().getOut().println(box.drop(letters.choice(box, false), note) + " dropped");
    return ExitStatus.OK.code();
  }
}

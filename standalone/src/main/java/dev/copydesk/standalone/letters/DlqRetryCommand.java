package dev.copydesk.standalone.letters;

import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.enrich.letters.LetterChoice;
import dev.copydesk.enrich.letters.Retry;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.Patience;
import dev.copydesk.standalone.command.Printable;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "retry",
    description =
        "Tries open dead letters again, after what was wrong has been mended, and waits for what"
            + " comes of it. Those of ingest and enrich go through news.replay; for those of the"
            + " index the article is enriched anew. What fails again is a new letter. Ends with 65"
            + " if anything did not pass.")
public final class DlqRetryCommand extends ConfiguredCommand {

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--all", description = "Every open letter.")
  private boolean all;

  private final InstantSource clock;

  public DlqRetryCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  protected List<Setting> flags() {
    return KnownSettings.join(
        KafkaSettings.SETTINGS, EnrichSettings.SETTINGS, IngestSettings.SETTINGS);
  }

  @Override
  protected Map<String, String> shortFlags() {
    return KnownSettings.SHORT_FLAGS;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (all != letters.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "name letters, a --code or a --stage, or else --all of them");
    }
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    String application = EnrichSettings.from(settings).applicationId(kafka.topics());
    IngestSettings ingest = IngestSettings.from(settings);
    settings.check();
    LetterChoice choice = letters.choice(new LetterBox(kafka, clock), false);
    PrintWriter out = spec.commandLine().getOut();
    Retry.Outcome outcome;
    try (Retry retry = new Retry(kafka, application, new ItemsOfLetters(ingest.limits()), clock)) {
      outcome = retry.run(choice);
    }
    outcome
        .refused()
        .forEach(
            refusal ->
                out.printf(
                    "%s stays open: %s%n", refusal.letter(), Printable.of(refusal.reason())));
    out.printf(
        "%d passed, %d failed again, %d stay open%n",
        outcome.passed(), outcome.again(), outcome.refused().size());
    out.flush();
    boolean whole = outcome.again() == 0 && outcome.refused().isEmpty();
    return (whole ? ExitStatus.OK : ExitStatus.BAD_INPUT).code();
  }
}

package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.Patience;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.ProgressBar;
import dev.copydesk.standalone.command.StandardOutput;
import dev.copydesk.standalone.verify.BehindException;
import dev.copydesk.standalone.verify.Fault;
import dev.copydesk.standalone.verify.IndexLookup;
import dev.copydesk.standalone.verify.Verification;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = {
      "Compares news.raw, news.enriched and the index by id and revision, while live traffic flows,"
          + " and says what is missing, stale or still there. Ends with 65 if anything is.",
      "Needs some 250 bytes of temporary disk an article, and 150 MB of memory whatever their"
          + " number."
    })
final class VerifyCommand extends ConfiguredCommand {

  /** So many ids of a kind are told; JSON has all. */
  private static final int EXAMPLES = 20;

  enum Format {
    table,
    json
  }

  @Option(
      names = "--repair",
      description =
          "Enrich again what is wrong, and have its record written anew; then look once more.")
  private boolean repair;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, or json: one fault a line. Default: ${DEFAULT-VALUE}")
  private Format format = Format.table;

  private final InstantSource clock;

  VerifyCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  protected List<Setting> flags() {
    return KnownSettings.join(
        KafkaSettings.SETTINGS, EnrichSettings.SETTINGS, IndexClient.SETTINGS);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    String application = EnrichSettings.from(settings).applicationId(kafka.topics());
    URI url = IndexClient.url(settings);
    settings.check();
    try (IndexClient index = new IndexClient(url);
        Verification verification =
            new Verification(kafka, application, id -> found(index.sequence(id)), clock);
        StandardOutput out = new StandardOutput()) {
      Collection<Fault> faults = verification.faults();
      print(faults, out);
      tell(
          out, "%d articles compared, %d faults".formatted(verification.articles(), faults.size()));
      if (repair && !faults.isEmpty()) {
        mend(faults, new Replay(kafka, application, clock));
        Collection<Fault> left = verification.remaining(faults);
        tell(out, "%d repaired, %d left".formatted(faults.size() - left.size(), left.size()));
        print(left, out);
        faults = left;
      }
      return (faults.isEmpty() ? ExitStatus.OK : ExitStatus.BAD_INPUT).code();
    } catch (BehindException e) {
      throw new CommandFailure(ExitStatus.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private void mend(Collection<Fault> faults, Replay replay) throws InterruptedException {
    Map<String, Long> above = new HashMap<>();
    for (Fault fault : faults) {
      if (fault.kind().isRepairable()) {
        above.put(fault.id(), fault.sequence());
      }
    }
    if (above.isEmpty()) {
      return;
    }
    Wanted wanted =
        new Wanted() {
          @Override
          public boolean has(String id) {
            return above.containsKey(id);
          }

          @Override
          public OptionalLong rewriteAbove(String id) {
            @Nullable Long sequence = above.get(id);
            return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
          }
        };
    try (ProgressBar bar = new ProgressBar(spec.commandLine().getErr())) {
      ReplayState state =
          replay.execute(
              replay.plan(new Selector.Earliest(), new Limit.Repair("verify --repair")),
              wanted,
              progress ->
                  bar.update(
                      ReplayStanding.share(progress),
                      "%d articles fed".formatted(progress.getFed())));
      if (state != ReplayState.COMPLETED) {
        throw new CommandFailure(ExitStatus.UNAVAILABLE, "the repair was stopped: " + state);
      }
    }
  }

  private void print(Collection<Fault> faults, StandardOutput out) {
    if (format == Format.json) {
      ObjectMapper json = new ObjectMapper();
      for (Fault fault : faults) {
        out.line(
            json.createObjectNode()
                .put("id", fault.id())
                .put("fault", fault.kind().label())
                .put("detail", fault.detail())
                .toString());
      }
      return;
    }
    Map<Fault.Kind, List<Fault>> kinds = new EnumMap<>(Fault.Kind.class);
    faults.forEach(f -> kinds.computeIfAbsent(f.kind(), _ -> new ArrayList<>()).add(f));
    kinds.forEach(
        (kind, some) -> {
          out.line("%s: %d (%s)".formatted(kind.label(), some.size(), kind.words()));
          some.stream()
              .limit(EXAMPLES)
              .forEach(f -> out.line("    %s  %s".formatted(Printable.of(f.id()), f.detail())));
          if (some.size() > EXAMPLES) {
            out.line(
                "    and %d more; --format json has them all".formatted(some.size() - EXAMPLES));
          }
        });
  }

  private void tell(StandardOutput out, String line) {
    out.flush();
    if (format == Format.json) {
      spec.commandLine().getErr().println("copydesk: " + line);
    } else {
      out.line(line);
      out.flush();
    }
  }

  private static IndexLookup.Found found(OptionalLong sequence) {
    return sequence.isPresent()
        ? new IndexLookup.Found.Article(sequence.getAsLong())
        : new IndexLookup.Found.Nothing();
  }
}

package dev.copydesk.standalone;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.Patience;
import dev.copydesk.standalone.doctor.ClusterExamination;
import dev.copydesk.standalone.doctor.Finding;
import dev.copydesk.standalone.doctor.FolderExamination;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description =
        "Looks at settings, broker, topics, schemas, folders, disks and the index from here, and"
            + " says what is wrong and what helps. Changes nothing.",
    footer = {"", "Exit status 69 where something keeps files from flowing, else 0."})
final class DoctorCommand extends ConfiguredCommand {

  DoctorCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected List<Setting> flags() {
    return KnownSettings.join(KafkaSettings.SETTINGS, IndexClient.SETTINGS);
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    StackSettings stack = StackSettings.from(settings);
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    URI index = IndexClient.url(settings);
    settings.check();
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new ClusterExamination(kafka).examine());
    FolderExamination folders = new FolderExamination();
    findings.add(folders.watched(stack.watch()));
    findings.addAll(folders.state("data folder", stack.data()));
    findings.add(index(index));
    findings.forEach(this::print);
    boolean wrong = findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.WRONG);
    return (wrong ? ExitStatus.UNAVAILABLE : ExitStatus.OK).code();
  }

  private static Finding index(URI address) {
    String what = "index";
    try (IndexClient client = new IndexClient(address)) {
      List<String> troubles = client.troubles();
      return troubles.isEmpty()
          ? new Finding(what, Finding.Verdict.GOOD, address + " is ready")
          : new Finding(
              what, Finding.Verdict.WRONG, address + " waits: " + String.join("; ", troubles));
    } catch (CommandFailure e) {
      return new Finding(what, Finding.Verdict.WRONG, String.valueOf(e.getMessage()));
    }
  }

  private void print(Finding finding) {
    spec.commandLine()
        .getOut()
        .printf(
            "%-8s  %-14s  %s%n",
            finding.verdict().name().toLowerCase(Locale.ROOT), finding.what(), finding.text());
  }
}

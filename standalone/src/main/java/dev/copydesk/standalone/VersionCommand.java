package dev.copydesk.standalone;

import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.Version;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the versions of Copydesk, Kafka and Java.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (String line : getVersion()) {
      out.println(line);
    }
    return ExitStatus.OK.code();
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "copydesk " + Version.copydesk(),
      "kafka    " + AppInfoParser.getVersion(),
      "java     " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}

package dev.copydesk.standalone.replay;

import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Republication;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A topic of somebody else's, and how fast it is written. */
final class ReplayTopic {

  /**
   * How fast.
   *
   * @param factor of the original pace; empty for as fast as it goes
   */
  record Speed(OptionalDouble factor) {}

  @Option(
      names = "--topic",
      required = true,
      paramLabel = "NAME",
      description = "The topic, which must be there.")
  private String name = "";

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      converter = Factor.class,
      description = "1x is the pace at which they came, and the default; 10x; max.")
  private Speed speed = new Speed(OptionalDouble.of(1));

  /**
   * @param rate of the other target
   */
  void check(@Nullable Double rate) {
    if (rate != null) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--rate bounds a replay to the topology; a topic has its --speed");
    }
  }

  ExitStatus copy(
      Republication republication,
      ReplayPlan plan,
      Wanted wanted,
      boolean execute,
      PrintWriter out,
      PrintWriter err)
      throws InterruptedException {
    if (!execute) {
      out.println("nothing was done: add --execute to write them to " + name);
      return ExitStatus.OK;
    }
    Republication.Goal goal = new Republication.Goal(name, speed.factor());
    return new ReplayRun(out, err)
        .show(
            ReplayRun.Words.topic(name),
            listener -> republication.execute(plan, wanted, goal, listener));
  }

  /** A factor such as 10x, or max. */
  static final class Factor implements ITypeConverter<Speed> {

    private static final Pattern WORDS = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)x");

    @Override
    public Speed convert(String text) {
      if (text.equals("max")) {
        return new Speed(OptionalDouble.empty());
      }
      Matcher matcher = WORDS.matcher(text);
      if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
        return new Speed(OptionalDouble.of(Double.parseDouble(matcher.group(1))));
      }
      throw new TypeConversionException("\"%s\" is not a speed such as 10x or max".formatted(text));
    }
  }
}

package dev.copydesk.standalone.replay;

import dev.copydesk.enrich.replay.Condition;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which articles, one of them at most. */
final class ReplayLimit {

  @Option(
      names = "--ids",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "Articles with these ids, up to " + Limit.Ids.MOST + "; @FILE reads a file.")
  private List<String> ids = List.of();

  @Option(
      names = "--query",
      required = true,
      paramLabel = "QUERY",
      description = "Articles that the running index finds, as copydesk search does.")
  private @Nullable String query;

  @Option(
      names = "--where",
      required = true,
      paramLabel = "CONDITION",
      converter = Parsed.class,
      description =
          "Articles whose enriched record is so: pipeline.version!=1.4; several parts with 'and'.")
  private @Nullable Condition where;

  Limit limit() {
    if (where != null) {
      return new Limit.Where(where);
    }
    if (query != null) {
      return new Limit.Query(query);
    }
    if (ids.isEmpty() || ids.size() > Limit.Ids.MOST) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%d ids, of 1 to %d: take --query or --where for more"
              .formatted(ids.size(), Limit.Ids.MOST));
    }
    return new Limit.Ids(new TreeSet<>(ids));
  }

  /** A condition on enriched articles. */
  static final class Parsed implements ITypeConverter<Condition> {

    @Override
    public Condition convert(String text) {
      try {
        return Condition.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}

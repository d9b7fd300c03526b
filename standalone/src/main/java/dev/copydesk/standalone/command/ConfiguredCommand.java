package dev.copydesk.standalone.command;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that takes settings: each that it reads is a flag of it. */
public abstract class ConfiguredCommand implements Callable<Integer> {

  private static final Path DEFAULT_FILE = Path.of("copydesk.properties");

  @Spec
  @SuppressWarnings("NullAway.Init")
  protected CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file with settings by key; without it ./copydesk.properties, if there.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting by its key, also one that another command reads.")
  private Map<String, String> set = new LinkedHashMap<>();

  private final Map<String, String> environment;
  private final Map<String, String> flags = new LinkedHashMap<>();

  protected ConfiguredCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The settings that are flags of this command. */
  protected abstract List<Setting> flags();

  /** Shorter names of flags, by key: the contract's {@code --watch} for {@code ingest.watch}. */
  protected Map<String, String> shortFlags() {
    return Map.of();
  }

  /** What the user gave; the caller reads all it wants and then checks. */
  protected final Settings settings() {
    Map<String, String> given = new LinkedHashMap<>(set);
    given.putAll(flags);
    Path read = file == null && Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : file;
    return new Settings(KnownSettings.ALL, given, environment, read);
  }

  /** Adds the flags to the command's specification, under a heading of their own. */
  public final void declareFlags(CommandSpec command) {
    if (flags().isEmpty()) {
      return;
    }
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .exclusive(false)
            .validate(false)
            .order(1)
            .heading(
                "%nSettings, each also as COPYDESK_... in the environment or by key in the"
                    + " file:%n");
    for (Setting setting : flags()) {
      group.addArg(option(setting));
    }
    command.addArgGroup(group.build());
  }

  private OptionSpec option(Setting setting) {
    String shorter = shortFlags().get(setting.key());
    String fallback = setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback();
    String[] names =
        shorter == null ? new String[] {setting.flag()} : new String[] {shorter, setting.flag()};
    return OptionSpec.builder(names)
        .paramLabel("VALUE")
        .type(String.class)
        .description(literal(setting.meaning() + fallback))
        .setter(new FlagValue(setting.key()))
        .build();
  }

  /** Picocli's descriptions are format strings. */
  private static String literal(String text) {
    return text.replace("%", "%%");
  }

  private final class FlagValue implements ISetter {

    private final String key;

    private FlagValue(String key) {
      this.key = key;
    }

    @Override
    public <T> @Nullable T set(@Nullable T value) {
      if (value == null) {
        flags.remove(key);
      } else {
        flags.put(key, value.toString());
      }
      return null;
    }
  }
}

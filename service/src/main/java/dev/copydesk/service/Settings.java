package dev.copydesk.service;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run: flag before environment before file before default.
 *
 * <p>Reading never throws for a bad value: it notes the problem and returns the default, so that
 * {@link #check} can report all problems at once.
 */
public final class Settings {

  static final String ENVIRONMENT_PREFIX = "COPYDESK_";

  /** Read by the launcher, not by a service. */
  private static final Set<String> LAUNCHER_VARIABLES =
      Set.of("COPYDESK_JAVA_OPTS", "COPYDESK_JAVA_HOME", "COPYDESK_HOME", "COPYDESK_AOT");

  private static final String ADDRESS = "an address such as http://127.0.0.1:8080";

  /** User and password, as an address holds them. */
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s?([a-zA-Z]*)");

  private final Map<String, Given> given = new HashMap<>();
  private final Set<String> known;
  private final List<String> problems = new ArrayList<>();

  /** A value and who gave it, as a message names it. */
  private record Given(String value, String giver) {}

  /**
   * @param known every setting there is; anything else given is a problem
   * @param flags by key
   * @param environment the process's environment; only names that start with COPYDESK_ are looked
   *     at
   * @param file a properties file, or null
   */
  public Settings(
      Collection<Setting> known,
      Map<String, String> flags,
      Map<String, String> environment,
      @Nullable Path file) {
    this.known = known.stream().map(Setting::key).collect(Collectors.toSet());
    if (file != null) {
      readFile(file).forEach((key, value) -> take(key, value, "in " + file));
    }
    Map<String, String> keysByVariable =
        known.stream().collect(Collectors.toMap(Setting::environmentVariable, Setting::key));
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(ENVIRONMENT_PREFIX) && !LAUNCHER_VARIABLES.contains(variable)) {
            String key = keysByVariable.get(variable);
            if (key != null) {
              take(key, value, "in the environment as " + variable);
            } else {
              unknown(variable, "in the environment", keysByVariable.keySet());
            }
          }
        });
    flags.forEach((key, value) -> take(key, value, "on the command line"));
  }

  public String text(Setting setting) {
    return value(setting, Function.identity(), "");
  }

  /** Empty where the value is blank. */
  public Optional<String> optionalText(Setting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isBlank());
  }

  public int integer(Setting setting, int least, int most) {
    return value(
        setting,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException();
          }
          return number;
        },
        "a whole number from " + least + " to " + most);
  }

  /** A TCP port; 0 takes any free one. */
  public int port(Setting setting) {
    return integer(setting, 0, 65_535);
  }

  /** Written as 200ms, 10s, 5m, 2h, 3d or in ISO 8601. */
  public Duration duration(Setting setting) {
    return value(setting, Settings::parseDuration, "a time such as 200ms, 10s or 5m");
  }

  /** In bytes, written as 512, 64KiB, 8MiB or 1GiB. */
  public long bytes(Setting setting) {
    return value(setting, Settings::parseBytes, "a size such as 64KiB or 8MiB");
  }

  public Path path(Setting setting) {
    return value(setting, Path::of, "a path");
  }

  /** Empty where the value is blank. */
  public Optional<Path> optionalPath(Setting setting) {
    return optionalText(setting).map(text -> path(setting));
  }

  /** Of something that speaks HTTP. */
  public URI address(Setting setting) {
    return value(setting, Settings::parseAddress, ADDRESS);
  }

  /** Empty where the value is blank. */
  public Optional<URI> optionalAddress(Setting setting) {
    return value(
        setting,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(parseAddress(text)),
        ADDRESS);
  }

  /** Written with commas between them. */
  public List<URI> addresses(Setting setting) {
    return value(
        setting,
        text ->
            Stream.of(text.split(",", -1)).map(String::strip).map(Settings::parseAddress).toList(),
        ADDRESS + ", or several with commas");
  }

  public boolean flag(Setting setting) {
    return value(
        setting,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            },
        "true or false");
  }

  /** One of the enum's names, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return value(
        setting,
        text -> {
          E choice = choices.get(text);
          if (choice == null) {
            throw new IllegalArgumentException();
          }
          return choice;
        },
        "one of " + String.join(", ", choices.keySet()));
  }

  /** Notes a problem that spans several settings. */
  public void problem(String problem) {
    problems.add(problem);
  }

  /** The name that is meant by a misspelt one, most likely; empty where there are no names. */
  public static Optional<String> nearest(String misspelt, Collection<String> names) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return names.stream().min(Comparator.comparing(name -> distance.apply(misspelt, name)));
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException with everything that was wrong
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems.stream().distinct().toList());
    }
  }

  private <T> T value(Setting setting, Function<String, T> parser, String wanted) {
    if (!known.contains(setting.key())) {
      throw new IllegalStateException(
          "Setting " + setting.key() + " is not in the list of known settings");
    }
    Given value = given.get(setting.key());
    if (value != null) {
      try {
        return parser.apply(value.value().strip());
      } catch (ArithmeticException | DateTimeParseException | IllegalArgumentException _) {
        problems.add(
            "%s is \"%s\" %s, but must be %s"
                .formatted(
                    setting.key(), withoutCredentials(value.value()), value.giver(), wanted));
      }
    }
    return parser.apply(setting.fallback());
  }

  private void take(String key, String value, String giver) {
    if (known.contains(key)) {
      given.put(key, new Given(value, giver));
    } else {
      unknown(key, giver, known);
    }
  }

  private void unknown(String name, String giver, Collection<String> names) {
    String suggestion =
        nearest(name, names).map(nearest -> "; did you mean " + nearest + "?").orElse("");
    problems.add("%s, given %s, is not a setting%s".formatted(name, giver, suggestion));
  }

  private Map<String, String> readFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add("%s cannot be read as a properties file: %s".formatted(file, e));
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(k -> values.put(k, properties.getProperty(k)));
    return values;
  }

  private static String withoutCredentials(String text) {
    return CREDENTIALS.matcher(text).replaceAll("//");
  }

  private static URI parseAddress(String text) {
    URI address = URI.create(text);
    if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        || address.getHost() == null) {
      throw new IllegalArgumentException();
    }
    return address;
  }

  private static Duration parseDuration(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Duration.parse(text);
    }
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException();
    };
  }

  private static long parseBytes(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(amount.group(1));
    int power = Arrays.asList("", "KiB", "MiB", "GiB").indexOf(amount.group(2));
    if (power < 0) {
      throw new IllegalArgumentException();
    }
    return Math.multiplyExact(number, 1L << (10 * power));
  }
}

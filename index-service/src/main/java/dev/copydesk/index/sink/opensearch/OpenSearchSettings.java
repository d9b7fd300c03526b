package dev.copydesk.index.sink.opensearch;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where OpenSearch is and what the indices are called there.
 *
 * @param nodes addresses of one or more nodes of one cluster, without a path
 * @param name the alias that is searched; {@code NAME-write} is the one that is written to, {@code
 *     NAME-…} are the indices
 * @param credentials sent with every request
 * @param authorities PEM file of the certificates to trust instead of the JVM's own
 * @param shards of an index that is made
 * @param replicas of an index that is made
 */
public record OpenSearchSettings(
    List<URI> nodes,
    String name,
    Optional<Credentials> credentials,
    Optional<Path> authorities,
    int shards,
    int replicas) {

  private static final Setting URL =
      new Setting(
          "index.opensearch.url",
          "http://127.0.0.1:9200",
          "Address of OpenSearch; several nodes of one cluster with commas.");
  private static final Setting NAME =
      new Setting(
          "index.opensearch.name",
          "copydesk-news",
          "Alias to search by in OpenSearch, and beginning of the names of its indices.");
  private static final Setting USERNAME =
      new Setting("index.opensearch.username", "", "User of OpenSearch; empty for none.");
  private static final Setting PASSWORD =
      new Setting(
          "index.opensearch.password",
          "",
          "The user's password; by environment or file, since other users can read flags.");
  private static final Setting PASSWORD_FILE =
      new Setting(
          "index.opensearch.password-file", "", "File whose first line is the user's password.");
  private static final Setting CA_FILE =
      new Setting(
          "index.opensearch.ca-file",
          "",
          "PEM file of the certificates to trust for https, instead of the JVM's own.");
  private static final Setting SHARDS =
      new Setting("index.opensearch.shards", "1", "Shards of an index that is made.");
  private static final Setting REPLICAS =
      new Setting("index.opensearch.replicas", "1", "Replicas of an index that is made.");

  public static final List<Setting> SETTINGS =
      List.of(URL, NAME, USERNAME, PASSWORD, PASSWORD_FILE, CA_FILE, SHARDS, REPLICAS);

  private static final Pattern INDEX_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final int MOST_SHARDS = 1024;

  /** Who writes and searches. Not shown by {@code toString}, so that no log holds it. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[withheld]";
    }
  }

  public OpenSearchSettings {
    nodes = List.copyOf(nodes);
  }

  public static OpenSearchSettings from(Settings settings) {
    String name = settings.text(NAME);
    if (!INDEX_NAME.matcher(name).matches()) {
      settings.problem(
          "%s is \"%s\", but must be a name for an index: lower case letters, digits, dots and hyphens"
              .formatted(NAME.key(), name));
    }
    return new OpenSearchSettings(
        nodes(settings),
        name,
        credentials(settings),
        authorities(settings),
        settings.integer(SHARDS, 1, MOST_SHARDS),
        settings.integer(REPLICAS, 0, MOST_SHARDS));
  }

  private static List<URI> nodes(Settings settings) {
    List<URI> nodes = new ArrayList<>();
    for (String address : settings.text(URL).split(",", -1)) {
      try {
        URI node = URI.create(address.strip());
        boolean http = "http".equals(node.getScheme()) || "https".equals(node.getScheme());
        boolean bare = node.getRawPath() == null || node.getRawPath().matches("/?");
        if (http && bare && node.getHost() != null && node.getUserInfo() == null) {
          nodes.add(node);
          continue;
        }
      } catch (IllegalArgumentException _) {
        // Refused below like any other text that is no address; it may hold a password.
      }
      settings.problem(
          "%s must be http:// or https:// with host and port alone, several with commas; user and password have settings of their own"
              .formatted(URL.key()));
    }
    return nodes;
  }

  private static Optional<Credentials> credentials(Settings settings) {
    Optional<String> user = settings.optionalText(USERNAME);
    Optional<String> password = settings.optionalText(PASSWORD);
    Optional<Path> file = settings.optionalPath(PASSWORD_FILE);
    if (password.isPresent() && file.isPresent()) {
      settings.problem(
          "%s and %s are both given: leave one out".formatted(PASSWORD.key(), PASSWORD_FILE.key()));
    }
    Optional<String> found = password.or(() -> file.flatMap(path -> firstLine(settings, path)));
    if (user.isPresent() != (password.isPresent() || file.isPresent())) {
      settings.problem(
          "%s needs a password and a password needs it: give both or neither"
              .formatted(USERNAME.key()));
    }
    return user.flatMap(name -> found.map(secret -> new Credentials(name, secret)));
  }

  private static Optional<String> firstLine(Settings settings, Path file) {
    try (var lines = Files.lines(file)) {
      Optional<String> first = lines.findFirst().filter(line -> !line.isBlank());
      if (first.isEmpty()) {
        settings.problem(
            "%s names %s, whose first line is empty".formatted(PASSWORD_FILE.key(), file));
      }
      return first;
    } catch (IOException e) {
      settings.problem(
          "%s names %s, which cannot be read: %s".formatted(PASSWORD_FILE.key(), file, e));
      return Optional.empty();
    }
  }

  private static Optional<Path> authorities(Settings settings) {
    Optional<Path> file = settings.optionalPath(CA_FILE);
    file.flatMap(Connection::problemWith)
        .ifPresent(
            problem ->
                settings.problem(
                    "%s names %s, which cannot be used: %s"
                        .formatted(CA_FILE.key(), file.get(), problem)));
    return file;
  }
}

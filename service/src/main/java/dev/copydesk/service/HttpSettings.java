package dev.copydesk.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a process serves HTTP, and to whom.
 *
 * @param host address to bind to; loopback unless the user says otherwise
 * @param port TCP port; 0 takes any free one
 * @param token what callers from other machines must know, and whoever changes anything; where
 *     empty, all may read and nobody may change
 */
public record HttpSettings(String host, int port, Optional<String> token) {

  private static final int SHORTEST_TOKEN = 16;

  private static final Setting HOST =
      new Setting(
          "http.host", "127.0.0.1", "Address that health, metrics and search are served on.");
  private static final Setting PORT =
      new Setting(
          "http.port",
          "8080",
          "Port that health, metrics and search are served on; 0 takes any free one.");
  private static final Setting TOKEN =
      new Setting(
          "http.token",
          "",
          "Bearer token asked of callers from other machines, and of whoever changes anything;"
              + " better given in the environment or by http.token.file.");
  private static final Setting TOKEN_FILE =
      new Setting("http.token.file", "", "File whose first line is the bearer token.");

  public static final List<Setting> SETTINGS = List.of(HOST, PORT, TOKEN, TOKEN_FILE);

  /** Without a token. */
  public HttpSettings(String host, int port) {
    this(host, port, Optional.empty());
  }

  public static HttpSettings from(Settings settings) {
    Optional<String> token =
        settings
            .optionalText(TOKEN)
            .or(() -> settings.optionalPath(TOKEN_FILE).flatMap(file -> read(file, settings)))
            .map(String::strip);
    if (token.filter(text -> text.length() < SHORTEST_TOKEN).isPresent()) {
      settings.problem(
          "%s has fewer than %d characters, which is too easily guessed"
              .formatted(TOKEN.key(), SHORTEST_TOKEN));
    }
    return new HttpSettings(settings.text(HOST), settings.port(PORT), token);
  }

  private static Optional<String> read(Path file, Settings settings) {
    try {
      return Optional.of(Files.readString(file).lines().findFirst().orElse(""));
    } catch (IOException e) {
      settings.problem(
          "%s names %s, which cannot be read: %s".formatted(TOKEN_FILE.key(), file, e));
      return Optional.empty();
    }
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "HttpSettings[host=%s, port=%d, token=%s]"
        .formatted(host, port, token.isPresent() ? "set" : "none");
  }
}

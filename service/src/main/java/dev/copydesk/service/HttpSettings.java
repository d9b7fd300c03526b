package dev.copydesk.service;

import java.util.List;

/**
 * Where a process serves HTTP.
 *
 * @param host address to bind to; loopback unless the user says otherwise
 * @param port TCP port; 0 takes any free one
 */
public record HttpSettings(String host, int port) {

  private static final Setting HOST =
      new Setting(
          "http.host", "127.0.0.1", "Address that health, metrics and search are served on.");
  private static final Setting PORT =
      new Setting(
          "http.port",
          "8080",
          "Port that health, metrics and search are served on; 0 takes any free one.");

  public static final List<Setting> SETTINGS = List.of(HOST, PORT);

  public static HttpSettings from(Settings settings) {
    return new HttpSettings(settings.text(HOST), settings.port(PORT));
  }
}

package dev.copydesk.service;

import java.util.Locale;

/**
 * A setting that users may give. Keys are API: each is in one list, documented and tested.
 *
 * @param key dotted, lower case: {@code ingest.watch}
 * @param fallback value where nobody gives one, as it would be written in the file; empty for none
 * @param meaning what it does, with its unit, in one sentence
 */
public record Setting(String key, String fallback, String meaning) {

  /**
   * The environment variable of the same meaning: {@code ingest.watch} is {@code
   * COPYDESK_INGEST_WATCH}.
   */
  public String environmentVariable() {
    return Settings.ENVIRONMENT_PREFIX
        + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * The command-line flag of the same meaning: {@code bootstrap.server} is {@code
   * --bootstrap-server}.
   */
  public String flag() {
    return "--" + key.replace('.', '-');
  }
}

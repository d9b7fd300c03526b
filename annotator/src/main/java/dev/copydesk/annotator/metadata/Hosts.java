package dev.copydesk.annotator.metadata;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the host out of an address. */
final class Hosts {

  private Hosts() {}

  /** Host in lower case without "www."; null unless the address is a full http(s) one. */
  static @Nullable String of(String address) {
    try {
      URI uri = new URI(address);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      if (host == null || scheme == null || !scheme.toLowerCase(Locale.ROOT).startsWith("http")) {
        return null;
      }
      String lower = host.toLowerCase(Locale.ROOT);
      return lower.startsWith("www.") ? lower.substring(4) : lower;
    } catch (URISyntaxException notAnAddress) {
      return null; // pages say all kinds of things
    }
  }
}

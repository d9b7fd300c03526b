package dev.copydesk.annotator.metadata;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the host out of an address. */
final class Hosts {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,4}\\.[A-Za-z]{2,24}");

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
      return withoutWww(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException notAnAddress) {
      return null; // pages say all kinds of things
    }
  }

  /** The host that a publisher's name is, as "Example.Com" is one; else null. */
  static @Nullable String named(@Nullable String publisher) {
    return publisher != null && NAME.matcher(publisher).matches()
        ? withoutWww(publisher.toLowerCase(Locale.ROOT))
        : null;
  }

  private static String withoutWww(String host) {
    return host.startsWith("www.") ? host.substring(4) : host;
  }
}

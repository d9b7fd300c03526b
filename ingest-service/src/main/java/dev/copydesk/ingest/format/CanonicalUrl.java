package dev.copydesk.ingest.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The address that a page gives itself.
 *
 * <p>Many sites name their front page, or one and the same page, as canonical on all their pages;
 * such an address identifies nothing. So it is taken only with a path, and only where the page's
 * own {@code og:url} says the same.
 */
final class CanonicalUrl {

  private CanonicalUrl() {}

  /** Where the head of a page lies; what is beyond is not parsed twice. */
  private static final int HEAD = 256 * 1024;

  static @Nullable String of(byte[] page, String charset) {
    Document document;
    try {
      document =
          Jsoup.parse(new ByteArrayInputStream(page, 0, Math.min(page.length, HEAD)), charset, "");
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
    @Nullable URI canonical =
        address(document.selectFirst("link[rel~=(?i)^\\s*canonical\\s*$]"), "href");
    @Nullable URI shared =
        address(document.selectFirst("meta[property=og:url], meta[name=og:url]"), "content");
    return canonical != null && shared != null && agree(canonical, shared)
        ? canonical.toString()
        : null;
  }

  /** The address, normalised, where it is an absolute one of the web with a path; else null. */
  static @Nullable String address(@Nullable String text) {
    URI uri = text == null ? null : parsed(text);
    return uri == null ? null : uri.toString();
  }

  private static @Nullable URI address(@Nullable Element element, String attribute) {
    return element == null ? null : parsed(element.attr(attribute));
  }

  private static @Nullable URI parsed(String text) {
    try {
      URI uri = new URI(text.strip()).normalize();
      String scheme = uri.getScheme();
      String path = uri.getRawPath();
      if (scheme == null || uri.getHost() == null || path == null || path.length() < 2) {
        return null;
      }
      if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
        return null;
      }
      return new URI(
          scheme.toLowerCase(Locale.ROOT)
              + "://"
              + uri.getRawAuthority().toLowerCase(Locale.ROOT)
              + path
              + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static boolean agree(URI one, URI other) {
    return host(one).equals(host(other))
        && path(one).equals(path(other))
        && Objects.equals(one.getRawQuery(), other.getRawQuery());
  }

  private static String host(URI uri) {
    return uri.getHost().replaceFirst("^(www|m|amp)\\.", "");
  }

  private static String path(URI uri) {
    return uri.getRawPath().replaceFirst("/+$", "");
  }
}

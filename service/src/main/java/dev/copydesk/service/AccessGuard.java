package dev.copydesk.service;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what of a process, and what browsers may do with the answers.
 *
 * <ul>
 *   <li>From this machine everything may be read, by a name of this machine alone: a page of
 *       another site that lets its own name point here (DNS rebinding) is refused.
 *   <li>From elsewhere a bearer token is needed where one is set, but for the probes and the page's
 *       own files, which hold no news.
 *   <li>Whatever changes something needs the token from anywhere, and must not come from another
 *       site's page.
 * </ul>
 */
final class AccessGuard implements Filter {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Set<String> OPEN_PREFIXES = Set.of("/health/", "/page/");
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String BEARER = "Bearer ";
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private final Optional<byte[]> token;

  /** Why a request is refused. */
  private record Refusal(Status status, String code, String message, String remedy) {}

  AccessGuard(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response
        .header(HeaderValues.create("Content-Security-Policy", POLICY))
        .header(HeaderValues.create("X-Content-Type-Options", "nosniff"))
        .header(HeaderValues.create("X-Frame-Options", "DENY"))
        .header(HeaderValues.create("Referrer-Policy", "no-referrer"))
        .header(HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"))
        .header(HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isEmpty()) {
      chain.proceed();
      return;
    }
    Refusal why = refusal.get();
    response.status(why.status()).header(HeaderNames.CONTENT_TYPE, "application/json");
    if (why.status().equals(Status.UNAUTHORIZED_401)) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    // Fixed texts without a quote: nothing to escape.
    response.send(
        "{\"code\":\"%s\",\"message\":\"%s\",\"remedy\":\"%s\"}"
            .formatted(why.code(), why.message(), why.remedy()));
  }

  private Optional<Refusal> refusal(RoutingRequest request) {
    boolean known = isTokenRight(request.headers());
    String path = request.path().path();
    boolean reads =
        request.prologue().method().equals(Method.GET)
            || request.prologue().method().equals(Method.HEAD);
    if (!reads) {
      return refusalOfChange(request, known);
    }
    if (known || path.equals("/") || OPEN_PREFIXES.stream().anyMatch(path::startsWith)) {
      return Optional.empty();
    }
    if (isFromHere(request)) {
      return LOOPBACK_NAMES.contains(hostName(request.headers()))
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  Status.FORBIDDEN_403,
                  "FOREIGN_HOST",
                  "The request was made under a name that is not this machine's",
                  "Ask 127.0.0.1 or localhost, or send the token of http.token as Authorization:"
                      + " Bearer"));
    }
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Status.UNAUTHORIZED_401,
                "TOKEN_NEEDED",
                "From another machine a token is needed",
                "Send the token of http.token as Authorization: Bearer"));
  }

  private Optional<Refusal> refusalOfChange(RoutingRequest request, boolean known) {
    if (!isSameOrigin(request.headers())) {
      return Optional.of(
          new Refusal(
              Status.FORBIDDEN_403,
              "FOREIGN_ORIGIN",
              "The page of another site may not change anything here",
              "Do it from this page or from a program"));
    }
    if (!known) {
      return Optional.of(
          new Refusal(
              Status.UNAUTHORIZED_401,
              "TOKEN_NEEDED",
              "Whatever changes something needs a token",
              "Set http.token and send it as Authorization: Bearer"));
    }
    return Optional.empty();
  }

  private boolean isTokenRight(ServerRequestHeaders headers) {
    String given = headers.first(HeaderNames.AUTHORIZATION).orElse("");
    return token.isPresent()
        && given.startsWith(BEARER)
        && MessageDigest.isEqual(
            token.get(), given.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isFromHere(RoutingRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        && address.getAddress() != null
        && address.getAddress().isLoopbackAddress();
  }

  /** Browsers always say where a change comes from; programs need not. */
  private static boolean isSameOrigin(ServerRequestHeaders headers) {
    String site = headers.first(FETCH_SITE).orElse("same-origin");
    Optional<String> origin = headers.first(HeaderNames.ORIGIN);
    return (site.equals("same-origin") || site.equals("none"))
        && (origin.isEmpty() || host(headers).equals(authority(origin.get())));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getAuthority();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static String host(ServerRequestHeaders headers) {
    return headers.first(HeaderNames.HOST).orElse("").toLowerCase(Locale.ROOT);
  }

  private static String hostName(ServerRequestHeaders headers) {
    return host(headers).replaceFirst(":\\d+$", "");
  }
}

package dev.copydesk.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.helidon.http.Method;
import io.helidon.webserver.http.HttpService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asked over plain sockets: HTTP clients do not let a test say under which name they ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessGuardTest {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final String TOKEN = "a-token-for-tests-alone";

  @SuppressWarnings("NullAway.Init")
  private AdminServer open;

  @SuppressWarnings("NullAway.Init")
  private AdminServer closed;

  @BeforeAll
  void serve() {
    open = server(Optional.empty());
    closed = server(Optional.of(TOKEN));
  }

  private static AdminServer server(Optional<String> token) {
    HttpService news =
        rules ->
            rules
                .get("/api/news", (_, response) -> response.send("news"))
                .get("/", (_, response) -> response.send("page"))
                .route(Method.POST, "/api/news", (_, response) -> response.send("changed"));
    return new AdminServer(
        new HttpSettings("0.0.0.0", 0, token),
        new Health(),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
        List.of(news));
  }

  @AfterAll
  void stop() {
    open.close();
    closed.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/news, localhost:1, '', 200",
    "GET, /api/news, LOCALHOST, '', 200",
    "GET, /api/news, 127.0.0.1, '', 200",
    "GET, /api/news, [::1]:8080, '', 200",
    "GET, /api/news, rebound.example:8080, '', 403",
    "GET, /api/news, localhost.rebound.example, '', 403",
    "GET, /metrics, rebound.example, '', 403",
    "GET, /health/livez, rebound.example, '', 200",
    "GET, /, rebound.example, '', 200",
    "GET, /api/news, proxy.example, 'Authorization: Bearer a-token-for-tests-alone', 200",
    "GET, /api/news, proxy.example, 'Authorization: Bearer another', 403",
    "POST, /api/news, localhost, '', 401",
    "POST, /api/news, localhost, 'Authorization: Bearer a-token-for-tests-alone', 200",
    "POST, /api/news, localhost, 'Authorization: Bearer a-token-for-tests-alone|Origin:"
        + " http://localhost', 200",
    "POST, /api/news, localhost, 'Authorization: Bearer a-token-for-tests-alone|Origin:"
        + " http://evil.example', 403",
    "POST, /api/news, localhost, 'Authorization: Bearer a-token-for-tests-alone|Origin: null', 403",
    "POST, /api/news, localhost, 'Authorization: Bearer a-token-for-tests-alone|Sec-Fetch-Site:"
        + " cross-site', 403",
  })
  void letsIn(String method, String path, String host, String headers, int status)
      throws IOException {
    assertThat(ask(InetAddress.getLoopbackAddress(), closed, method, path, host, headers))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void asksOtherMachinesForATokenWhereOneIsSet() throws IOException {
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
            .findFirst();
    assumeTrue(other.isPresent(), "needs an address that is not loopback");
    InetAddress address = other.orElseThrow();
    assertThat(ask(address, open, "GET", "/api/news", "desk.example", "")).contains(" 200 ");
    assertThat(ask(address, open, "POST", "/api/news", "desk.example", "")).contains(" 401 ");
    assertThat(ask(address, closed, "GET", "/api/news", "desk.example", ""))
        .contains(" 401 ", "WWW-Authenticate: Bearer", "TOKEN_NEEDED");
    assertThat(ask(address, closed, "GET", "/", "desk.example", "")).contains(" 200 ");
    assertThat(ask(address, closed, "GET", "/health/livez", "desk.example", "")).contains(" 200 ");
    assertThat(
            ask(
                address,
                closed,
                "GET",
                "/api/news",
                "desk.example",
                "Authorization: Bearer " + TOKEN))
        .contains(" 200 ", "news");
  }

  @Test
  void tellsBrowsersToRunNothingElse() throws IOException {
    String answer = ask(InetAddress.getLoopbackAddress(), open, "GET", "/", "localhost", "");
    assertThat(answer)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer")
        .doesNotContain("unsafe-");
  }

  @Test
  void neverShowsTheToken() {
    assertThat(new HttpSettings("127.0.0.1", 1, Optional.of(TOKEN)).toString())
        .doesNotContain(TOKEN);
  }

  private static String ask(
      InetAddress address,
      AdminServer server,
      String method,
      String path,
      String host,
      String headers)
      throws IOException {
    try (Socket socket = new Socket(address, server.port())) {
      socket.setSoTimeout(30_000);
      String more = headers.isEmpty() ? "" : headers.replace("|", "\r\n") + "\r\n";
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 0\r\n\r\n"
              .formatted(method, path, host, more);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        assertThat(next).as("the answer ended within its head: %s", head).isNotNegative();
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head);
      assertThat(length.find()).as(head.toString()).isTrue();
      byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
      return head + new String(body, StandardCharsets.UTF_8);
    }
  }
}

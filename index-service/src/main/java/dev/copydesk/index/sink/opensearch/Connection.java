package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.jackson.JacksonJsonpMapper;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.opensearch.client.transport.httpclient5.ResponseException;

/**
 * Requests to a cluster and its answers, as JSON: the generic client of opensearch-java, so that a
 * bulk is made of bytes once and an answer is read no further than what is asked of it.
 */
final class Connection implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout ANSWER = Timeout.ofSeconds(30);
  private static final int CONNECTIONS = 32;

  private final OpenSearchTransport transport;
  private final OpenSearchGenericClient client;

  /**
   * What the cluster said.
   *
   * @param status of HTTP
   * @param body missing where there was none, or it is not JSON
   */
  record Answer(int status, JsonNode body) {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** The type of the error, and never its reason: that may quote the article. */
    String error() {
      JsonNode error = body.path("error");
      String type = error.isTextual() ? "" : " " + error.path("type").asText("");
      return "status " + status + type;
    }
  }

  Connection(OpenSearchSettings settings) {
    HttpHost[] hosts = settings.nodes().stream().map(HttpHost::create).toArray(HttpHost[]::new);
    Header[] headers =
        settings
            .credentials()
            .map(Connection::authorization)
            .map(header -> new Header[] {header})
            .orElse(new Header[0]);
    transport =
        ApacheHttpClient5TransportBuilder.builder(hosts)
            .setMapper(new JacksonJsonpMapper(JSON))
            .setDefaultHeaders(headers)
            .setRequestConfigCallback(
                config -> config.setResponseTimeout(ANSWER).setConnectionRequestTimeout(ANSWER))
            .setHttpClientConfigCallback(http -> configure(http, settings.authorities()))
            .build();
    client = new OpenSearchGenericClient(transport);
  }

  private static HttpAsyncClientBuilder configure(
      HttpAsyncClientBuilder http, Optional<Path> authorities) {
    PoolingAsyncClientConnectionManagerBuilder connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .useSystemProperties()
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(ANSWER)
                    .build())
            .setMaxConnPerRoute(CONNECTIONS)
            .setMaxConnTotal(CONNECTIONS);
    authorities.ifPresent(
        file -> {
          try {
            connections.setTlsStrategy(
                ClientTlsStrategyBuilder.create().setSslContext(trusting(file)).buildAsync());
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot trust " + file, e);
          }
        });
    // A redirect could carry the credentials elsewhere; what is tried again is decided by Bulk.
    return http.setConnectionManager(connections.build())
        .disableRedirectHandling()
        .disableAutomaticRetries();
  }

  private static Header authorization(OpenSearchSettings.Credentials credentials) {
    byte[] pair =
        (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
    return new BasicHeader(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair), true);
  }

  /** Why the file cannot be used as the certificates to trust; empty if it can. */
  static Optional<String> problemWith(Path authorities) {
    try {
      trusting(authorities);
      return Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(e.toString());
    }
  }

  private static SSLContext trusting(Path authorities)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(authorities)) {
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw new GeneralSecurityException("it holds no certificate");
      }
    }
    return SSLContexts.custom().loadTrustMaterial(trusted, null).build();
  }

  Answer get(String path, Map<String, String> query) throws IOException {
    return send("GET", path, query, null);
  }

  Answer put(String path, JsonNode body) throws IOException {
    return send("PUT", path, Map.of(), json(body));
  }

  Answer post(String path, Map<String, String> query, JsonNode body) throws IOException {
    return send("POST", path, query, json(body));
  }

  Answer delete(String path) throws IOException {
    return send("DELETE", path, Map.of(), null);
  }

  /**
   * @throws IOException if no node answered
   */
  Answer bulk(String path, Map<String, String> query, byte[] lines) throws IOException {
    return send(
        "POST", path, query, Objects.requireNonNull(Body.from(lines, "application/x-ndjson")));
  }

  private static Body json(JsonNode body) throws IOException {
    return Objects.requireNonNull(Body.from(JSON.writeValueAsBytes(body), "application/json"));
  }

  private Answer send(String method, String path, Map<String, String> query, @Nullable Body body)
      throws IOException {
    Requests.JsonBodyBuilder request =
        Requests.builder().method(method).endpoint(path).query(query);
    if (body != null) {
      request.body(body);
    }
    try (Response response = client.execute(request.build())) {
      JsonNode answer = MissingNode.getInstance();
      Body received = response.getBody().orElse(null);
      if (received != null && String.valueOf(received.contentType()).contains("json")) {
        answer = JSON.readTree(received.body());
      }
      return new Answer(response.getStatus(), answer);
    } catch (ResponseException e) {
      // So does the transport answer 429, 502, 503 and 504, once it has asked every node.
      return new Answer(e.status(), MissingNode.getInstance());
    }
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The connection to OpenSearch was not closed", e);
    }
  }
}

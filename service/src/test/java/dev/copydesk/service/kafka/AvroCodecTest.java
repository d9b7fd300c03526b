package dev.copydesk.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.schema.v1.Handling;
import dev.copydesk.schema.v1.RawArticle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a registry that speaks the three calls on a real socket. */
class AvroCodecTest {

  private static final Topics TOPICS = new Topics();
  private static final DeadLetterState STATE =
      new DeadLetterState(Handling.DROPPED, "NOT_AVRO", null, "seen", 1L);

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> schemas = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private URI address;
  private AvroCodec codec;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/subjects", this::register);
    server.createContext("/schemas/ids/", this::schema);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    codec = new AvroCodec(new SchemaRegistry(address));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void writesConfluentsFramingAndReadsItBack() {
    byte[] bytes = codec.encode(TOPICS.deadLetterStates(), STATE);

    assertThat(bytes).startsWith(0, 0, 0, 0, 1);
    assertThat(codec.decode(DeadLetterState.class, bytes)).isEqualTo(STATE);
  }

  @Test
  void anotherReaderFetchesTheSchemaById() {
    byte[] bytes = codec.encode(TOPICS.deadLetterStates(), STATE);

    assertThat(new AvroCodec(new SchemaRegistry(address)).decode(DeadLetterState.class, bytes))
        .isEqualTo(STATE);
  }

  @ParameterizedTest
  @CsvSource({
    "'',NOT_FRAMED",
    "'0,0,0',NOT_FRAMED",
    "'7,0,0,0,1,2',NOT_FRAMED",
    "'0,0,0,0,99,2',UNKNOWN_SCHEMA"
  })
  void badBytesHaveACode(String bytes, String code) {
    codec.encode(TOPICS.deadLetterStates(), STATE);
    assertThat(failure(parse(bytes)).code()).isEqualTo(code);
  }

  @Test
  void aRecordOfAnotherTopicIsBadInput() {
    byte[] bytes = codec.encode(TOPICS.deadLetterStates(), STATE);

    assertThat(
            catchThrowableOfType(
                    BadInputException.class, () -> codec.decode(RawArticle.class, bytes))
                .code())
        .isEqualTo("NOT_AVRO");
  }

  @Test
  void damagedRecordsAreReadOrRefusedButNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] whole = codec.encode(TOPICS.deadLetterStates(), STATE);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, 5 + random.nextInt(whole.length));
      for (int j = 0; j < 3 && damaged.length > 5; j++) {
        damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      }
      try {
        codec.decode(DeadLetterState.class, damaged);
      } catch (BadInputException e) {
        assertThat(e.code()).as("seed %d", seed).isEqualTo("NOT_AVRO");
      }
    }
  }

  @Test
  void aRegistryThatIsDownIsNotTheRecordsFault() {
    byte[] bytes = codec.encode(TOPICS.deadLetterStates(), STATE);
    server.stop(0);
    AvroCodec cold = new AvroCodec(new SchemaRegistry(address));

    assertThatThrownBy(() -> cold.decode(DeadLetterState.class, bytes))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("127.0.0.1");
    assertThat(codec.decode(DeadLetterState.class, bytes))
        .as("what is known needs no registry")
        .isEqualTo(STATE);
  }

  private BadInputException failure(byte[] bytes) {
    return catchThrowableOfType(
        BadInputException.class, () -> codec.decode(DeadLetterState.class, bytes));
  }

  private static byte[] parse(String bytes) {
    if (bytes.isEmpty()) {
      return new byte[0];
    }
    String[] parts = bytes.split(",", -1);
    byte[] parsed = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      parsed[i] = Byte.parseByte(parts[i]);
    }
    return parsed;
  }

  private void register(HttpExchange exchange) throws IOException {
    String schema = json.readTree(exchange.getRequestBody()).path("schema").asText();
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    answer(exchange, 200, Map.of("id", schemas.indexOf(schema) + 1));
  }

  private void schema(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    if (id > schemas.size()) {
      answer(exchange, 404, Map.of("error_code", 40403));
    } else {
      answer(exchange, 200, Map.of("schema", schemas.get(id - 1)));
    }
  }

  private void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

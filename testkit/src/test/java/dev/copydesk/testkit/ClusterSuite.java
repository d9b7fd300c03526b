package dev.copydesk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of every cluster, wherever it runs. */
abstract class ClusterSuite {

  @Test
  void keepsRecordsWhenTheBrokerIsKilled(Cluster cluster, Topics topics) {
    var topic = topics.raw().name();
    var articles = List.of(RawArticles.text("a.txt", "One."), RawArticles.text("b.txt", "Two."));
    try (var writer = new TopicWriter(cluster)) {
      writer.write(topic, articles, article -> article.getContent().array());
    }

    cluster.killBroker();
    cluster.startBroker();

    assertThat(TopicReader.readAll(cluster, topic))
        .extracting(record -> record.key() + " " + new String(record.value(), UTF_8))
        .containsExactlyInAnyOrder(
            articles.get(0).getId() + " One.", articles.get(1).getId() + " Two.");
  }

  @Test
  void takesTheLargestArticle(Cluster cluster, Topics topics) {
    var value = new byte[Topics.MAX_ARTICLE_BYTES];
    try (var writer = new TopicWriter(cluster)) {
      assertThat(writer.write(topics.raw().name(), "large", value).serializedValueSize())
          .isEqualTo(value.length);
    }
  }

  @Test
  void keepsSchemasWhenTheRegistryRestarts(Cluster cluster, Topics topics) throws Exception {
    var versions =
        URI.create(
            cluster.registryUrl() + "/subjects/" + topics.files().valueSubject() + "/versions");
    assertThat(register(versions, "{\\\"type\\\":\\\"string\\\"}").statusCode()).isEqualTo(200);

    cluster.stopRegistry();
    cluster.startRegistry();

    try (var http = HttpClient.newHttpClient()) {
      assertThat(
              http.send(HttpRequest.newBuilder(versions).build(), BodyHandlers.ofString()).body())
          .isEqualTo("[1]");
    }
  }

  @Test
  void refusesSchemasThatCannotReadWhatLiesThere(Cluster cluster, Topics topics) throws Exception {
    var versions =
        URI.create(
            cluster.registryUrl() + "/subjects/" + topics.raw().valueSubject() + "/versions");
    assertThat(register(versions, "{\\\"type\\\":\\\"string\\\"}").statusCode()).isEqualTo(200);
    assertThat(register(versions, "{\\\"type\\\":\\\"int\\\"}").statusCode()).isEqualTo(409);
  }

  private static HttpResponse<String> register(URI versions, String escapedSchema)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(versions)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"schema\":\"" + escapedSchema + "\"}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }
}

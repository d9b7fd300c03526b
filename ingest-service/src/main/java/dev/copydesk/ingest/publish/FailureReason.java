package dev.copydesk.ingest.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Why a file lies in {@code failed/}: the content of {@code NAME.reason.json} beside it.
 *
 * @param path of the file below the watched folder, before it was moved
 * @param rejected the first of the rejections
 */
public record FailureReason(
    String path,
    String state,
    String sha256,
    int articles,
    int rejectedCount,
    Instant updated,
    List<Rejection> rejected) {

  public static final String SUFFIX = ".reason.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  static FailureReason of(FileReceipt receipt) {
    return new FailureReason(
        receipt.getPath(),
        receipt.getState().name(),
        receipt.getSha256(),
        receipt.getArticles(),
        receipt.getRejectedCount(),
        Instant.ofEpochMilli(receipt.getUpdated()),
        receipt.getRejected());
  }

  /**
   * The path that the file in {@code failed/} had.
   *
   * @param file the JSON
   * @throws IOException if it cannot be read or says none
   */
  public static String originalPath(Path file) throws IOException {
    JsonNode path = JSON.readTree(Files.readAllBytes(file)).path("path");
    if (!path.isTextual() || path.textValue().isEmpty()) {
      throw new IOException(file + " names no path");
    }
    return path.textValue();
  }

  byte[] toJson() {
    ObjectNode reason =
        JSON.createObjectNode()
            .put("path", path)
            .put("state", state)
            .put("sha256", sha256)
            .put("articles", articles)
            .put("rejectedCount", rejectedCount)
            .put("updated", updated.toString());
    ArrayNode array = reason.putArray("rejected");
    for (Rejection rejection : rejected) {
      array
          .addObject()
          .put("position", rejection.getPosition())
          .put("code", rejection.getCode())
          .put("reason", rejection.getReason())
          .put("remedy", rejection.getRemedy());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(reason);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers is JSON", e);
    }
  }
}

package dev.copydesk.annotator.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jsoup.nodes.Document;

/** An article as it was found, taken apart into blocks in reading order. */
public sealed interface Page {

  List<Block> blocks();

  /**
   * @param document the parsed page, for what its head says
   * @param linkedData the JSON-LD objects of the page, graphs unfolded
   */
  record Html(Document document, List<JsonNode> linkedData, List<Block> blocks, Envelope envelope)
      implements Page {}

  /** A dump of a page or a bare text: blocks are lines, hard wraps undone. */
  record Text(List<Block> blocks, Envelope envelope) implements Page {
    public Text(List<Block> blocks) {
      this(blocks, Envelope.NONE);
    }
  }

  /**
   * @param item the ninjs object in the names of version 1, or another structured item in these;
   *     its body is trusted
   */
  record Item(JsonNode item, List<Block> blocks) implements Page {}
}

package dev.copydesk.enrich.shadow;

import dev.copydesk.enrich.shadow.Difference.Sides;
import dev.copydesk.schema.v1.EnrichedArticle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * An enriched record by its parts, as short as it can be told whether they are equal.
 *
 * @param revision of the source
 * @param content SHA-256 of the raw article's bytes
 * @param text first eight bytes of the SHA-256 of what {@link Kind#TEXT} is about; likewise the
 *     rest
 */
record Parts(
    long revision,
    String content,
    long text,
    long entities,
    long numbers,
    long claims,
    long metadata) {

  private static final Set<String> TEXT = Set.of("headline", "description", "text", "removed");

  /** Follow from others, or say how the record was made. */
  private static final Set<String> ASIDE =
      Set.of("sequence", "pipeline", "fingerprint", "entities", "numbers", "claims");

  static Parts of(EnrichedArticle article) {
    StringBuilder text = new StringBuilder();
    StringBuilder metadata = new StringBuilder();
    for (Schema.Field field : article.getSchema().getFields()) {
      String name = field.name();
      if (TEXT.contains(name)) {
        text.append(name).append('=').append(article.get(field.pos())).append('\n');
      } else if (!ASIDE.contains(name)) {
        metadata.append(name).append('=').append(article.get(field.pos())).append('\n');
      }
    }
    return new Parts(
        article.getRevision(),
        article.getSource().getSha256(),
        hash(text.toString()),
        hash(article.getEntities().toString()),
        hash(article.getNumbers().toString()),
        hash(article.getClaims().toString()),
        hash(metadata.toString()));
  }

  /** Whether both were made of the same raw article. */
  boolean isOfSameRevision(Parts other) {
    return revision == other.revision && content.equals(other.content);
  }

  Set<Kind> differences(Parts other) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    add(kinds, Kind.TEXT, text == other.text);
    add(kinds, Kind.ENTITIES, entities == other.entities);
    add(kinds, Kind.NUMBERS, numbers == other.numbers);
    add(kinds, Kind.CLAIMS, claims == other.claims);
    add(kinds, Kind.METADATA, metadata == other.metadata);
    return kinds;
  }

  private static void add(Set<Kind> kinds, Kind kind, boolean equal) {
    if (!equal) {
      kinds.add(kind);
    }
  }

  /** What of a kind is on one side alone, in words. */
  static Sides sides(Kind kind, EnrichedArticle live, EnrichedArticle shadow) {
    return alone(words(kind, live), words(kind, shadow));
  }

  private static List<String> words(Kind kind, EnrichedArticle article) {
    return switch (kind) {
      case TEXT -> text(article);
      case ENTITIES ->
          article.getEntities().stream().map(e -> e.getType() + " " + e.getText()).toList();
      case NUMBERS ->
          article.getNumbers().stream()
              .map(n -> n.getKind() + " \"" + n.getText() + "\" = " + n.getValue())
              .toList();
      case CLAIMS -> article.getClaims().stream().map(Object::toString).toList();
      case METADATA -> metadata(article);
      case MISSING, ADDED -> List.of();
    };
  }

  private static List<String> text(EnrichedArticle article) {
    List<String> pieces = new ArrayList<>();
    pieces.add("headline: " + article.getHeadline());
    pieces.add("description: " + article.getDescription());
    pieces.addAll(List.of(article.getText().split("\n\n")));
    article.getRemoved().forEach(r -> pieces.add("removed, " + r.getReason() + ": " + r.getText()));
    return pieces;
  }

  private static List<String> metadata(EnrichedArticle article) {
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : article.getSchema().getFields()) {
      if (!TEXT.contains(field.name()) && !ASIDE.contains(field.name())) {
        fields.add(field.name() + ": " + article.get(field.pos()));
      }
    }
    return fields;
  }

  private static Sides alone(List<String> live, List<String> shadow) {
    return new Sides(without(live, shadow), without(shadow, live));
  }

  private static List<String> without(List<String> all, List<String> others) {
    Map<String, Integer> left = new HashMap<>();
    others.forEach(other -> left.merge(other, 1, Integer::sum));
    return all.stream().filter(one -> left.merge(one, -1, Integer::sum) < 0).toList();
  }

  private static long hash(String words) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

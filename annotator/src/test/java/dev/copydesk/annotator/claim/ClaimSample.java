package dev.copydesk.annotator.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.EntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.annotator.number.NumberTagger;
import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws claims at random from a file of dated items, a JSON object with {@code date} and {@code
 * text} a line, and prints each with what was read of it, to be judged by eye.
 *
 * <pre>
 * ./mvnw -q -pl annotator -am -DskipTests process-test-classes -Dclaims=FILE [-Dseed=N]
 * </pre>
 */
final class ClaimSample {
  private static final int DRAWN = 100;

  private ClaimSample() {}

  public static void main(String[] args) throws IOException {
    long seed = args.length > 1 ? Long.parseLong(args[1]) : new Random().nextInt(1_000_000);
    NumberTagger numberTagger = new EnglishNumberTagger();
    EntityTagger entityTagger = new EnglishEntityTagger();
    ClaimReader claimReader = new SentenceClaimReader();
    ObjectMapper json = new ObjectMapper();
    List<String> told = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      JsonNode item = json.readTree(line);
      String text = item.path("text").asText();
      String date = item.path("date").asText();
      List<NumberMention> numbers = numberTagger.tag(null, text, date);
      List<Entity> names = entityTagger.tag(null, text);
      for (Claim claim : claimReader.read(text, numbers, names, date)) {
        told.add(told(text, numbers.get(claim.getNumber()), claim));
      }
    }
    System.out.printf("%d claims, %d drawn with seed %d%n", told.size(), DRAWN, seed);
    Collections.shuffle(told, new Random(seed));
    for (int i = 0; i < Math.min(DRAWN, told.size()); i++) {
      System.out.printf("%n%d. %s%n", i + 1, told.get(i));
    }
  }

  private static String told(String text, NumberMention number, Claim claim) {
    String end = number.getValueEnd() == null ? "" : " to " + number.getValueEnd();
    String place = claim.getPlace() == null ? "-" : claim.getPlace().getText();
    return "%s[%s]%s%n   %s %s%s, counted %s | %s %s | in %s, as of %s | %s %s"
        .formatted(
            text.substring(0, number.getStart()),
            number.getText(),
            text.substring(number.getEnd()),
            number.getComparator(),
            number.getValue(),
            end,
            words(number.getCounted()),
            claim.getPredicate(),
            claim.getCountType(),
            place,
            claim.getAsOf(),
            claim.getAttribution().getType(),
            claim.getAttribution().getText());
  }

  private static String words(@Nullable Span span) {
    return span == null ? "-" : span.getText();
  }
}

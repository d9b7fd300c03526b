package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.article;

import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.Comparator;
import dev.copydesk.schema.v1.CountType;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Publisher;
import dev.copydesk.schema.v1.Span;
import dev.copydesk.schema.v1.TextField;
import java.util.List;

/** A typhoon's toll as an agency, two papers that print its story and a rival tell it. */
final class Figures {

  static final int COUNT = 4;

  private static final long FINGERPRINT = 0x5a5a_1234_8765_f00fL;

  private Figures() {}

  static List<EnrichedArticle> articles() {
    return List.of(
        toll("wire", "=cmd|calc", "Wire", "2009-11-08T06:00:00Z", "12", FINGERPRINT),
        toll("copy1", "@SUM(1)", "Morning", "2009-11-08T09:00:00Z", "12", FINGERPRINT ^ 0b101),
        // Differs from the first in more bits than a copy may, but not from the second.
        toll("copy2", "Typhoon", "Evening", "2009-11-08T18:00:00Z", "12", FINGERPRINT ^ 0b11111),
        toll("rival", "Typhoon", "Rival", "2009-11-08T20:00:00Z", "9", ~FINGERPRINT));
  }

  private static EnrichedArticle toll(
      String id, String headline, String publisher, String published, String dead, long print) {
    boolean exactly = dead.equals("9");
    String text =
        "A typhoon came ashore. %s %s people died on Monday. Help is on its way."
            .formatted(exactly ? "Exactly" : "At least", dead);
    int start = text.indexOf(dead);
    int people = text.indexOf("people");
    return article(id, 1)
        .setHeadline(headline)
        .setText(text)
        .setPublished(new DatedFrom(published, "META"))
        .setPublisher(new Publisher(publisher, null))
        .setFingerprint(print)
        .setNumbers(
            List.of(
                NumberMention.newBuilder()
                    .setField(TextField.TEXT)
                    .setStart(start)
                    .setEnd(start + dead.length())
                    .setText(dead)
                    .setKind(NumberKind.cardinal)
                    .setValue(dead)
                    .setComparator(exactly ? Comparator.EQ : Comparator.GE)
                    .setCounted(new Span(people, people + "people".length(), "people"))
                    .build()))
        .setClaims(
            List.of(
                Claim.newBuilder()
                    .setNumber(0)
                    .setPredicate("die")
                    .setCountType(CountType.KILL)
                    .build()))
        .build();
  }
}

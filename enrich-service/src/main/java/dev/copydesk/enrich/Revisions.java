package dev.copydesk.enrich;

import dev.copydesk.enrich.Decision.Hold;
import dev.copydesk.enrich.Decision.Ignore;
import dev.copydesk.enrich.Decision.Reason;
import dev.copydesk.enrich.Decision.Repeat;
import dev.copydesk.enrich.Decision.Write;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which revision of an article stands.
 *
 * <p>Revisions have a total order: the source's time first, then kill notices before the others,
 * then the offset in {@code news.raw}. A revision that goes before the one that stands takes its
 * place; one that comes after it changes nothing; the very same one, which only a replay brings, is
 * annotated again. Bytes that arrive anew are not written again, yet what came between their two
 * arrivals is outdated, whenever it comes. So the outcome does not depend on when a replay runs, as
 * long as it brings only what has gone through {@code news.raw} before, which its feeder sees to.
 *
 * <p>An embargoed revision takes its place at once, and what was written before stays in {@code
 * news.enriched} until the embargo ends: the source holds back an update, it does not take back
 * what is out; for that there is the kill notice. Meanwhile a replay of the older revision changes
 * nothing; a kill notice or a later revision goes before the held one, which is then never
 * released.
 */
final class Revisions {

  /** The offset of a record that never lay in {@code news.raw}: a mended letter of ingest. */
  static final long NO_OFFSET = -1;

  /**
   * A revision that came in.
   *
   * @param revision epoch milliseconds
   * @param rawOffset in {@code news.raw}, which a replay carries along
   * @param embargoed when an embargo ends, where the source says so
   */
  record Incoming(
      long revision,
      ArticleStatus status,
      long rawOffset,
      String sha256,
      @Nullable Instant embargoed) {

    static Incoming of(RawArticle raw, long rawOffset) {
      Long embargoed = raw.getEmbargoed();
      return new Incoming(
          raw.getRevision(),
          raw.getStatus(),
          rawOffset,
          raw.getSource().getSha256(),
          embargoed == null ? null : Instant.ofEpochMilli(embargoed));
    }

    private Rank rank() {
      return new Rank(revision, status == ArticleStatus.CANCELED, rawOffset);
    }

    private boolean isUnderEmbargo(Instant now) {
      return status == ArticleStatus.WITHHELD && (embargoed == null || now.isBefore(embargoed));
    }
  }

  private record Rank(long revision, boolean kill, long rawOffset) implements Comparable<Rank> {

    private static final Comparator<Rank> ORDER =
        Comparator.comparingLong(Rank::revision)
            .thenComparing(Rank::kill)
            .thenComparingLong(Rank::rawOffset);

    static Rank of(LatestRevision latest) {
      return new Rank(
          latest.getRevision(), latest.getStanding() == Standing.WITHDRAWN, latest.getRawOffset());
    }

    /** Of the latest arrival of the bytes that stand. */
    static Rank seen(LatestRevision latest) {
      Rank standing = of(latest);
      Rank again = new Rank(latest.getSeenRevision(), standing.kill, latest.getSeenOffset());
      return again.compareTo(standing) > 0 ? again : standing;
    }

    @Override
    public int compareTo(Rank other) {
      return ORDER.compare(this, other);
    }
  }

  private Revisions() {}

  /**
   * @param latest the revision that stands; null where the article is new
   * @param now by the wall clock: stream time leaps on a future-dated record and stands still on an
   *     idle topic
   */
  static Decision decide(@Nullable LatestRevision latest, Incoming incoming, Instant now) {
    boolean embargo = incoming.isUnderEmbargo(now);
    Decision standing = embargo ? new Hold(incoming.embargoed()) : new Write();
    if (latest == null) {
      return standing;
    }
    if (!incoming.rank().equals(Rank.of(latest))) {
      if (incoming.rank().compareTo(Rank.seen(latest)) <= 0) {
        return new Ignore(Reason.OUTDATED);
      }
      return incoming.sha256().equals(latest.getSha256()) ? new Repeat() : standing;
    }
    // What was released stays so, even if the clock is set back.
    return embargo && latest.getStanding() == Standing.HELD ? new Ignore(Reason.HELD) : new Write();
  }
}

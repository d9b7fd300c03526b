package dev.copydesk.index.road;

import dev.copydesk.index.search.Road.Files;
import dev.copydesk.index.search.Road.Letter;
import dev.copydesk.index.search.Road.Letters;
import dev.copydesk.index.search.Road.Receipt;
import dev.copydesk.index.search.Road.Rejection;
import dev.copydesk.index.search.Road.Revision;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.ReplayProgress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The receipts and dead letters last seen, as many as a bounded piece of memory holds: at most
 * {@value #MOST_FILES} files with {@value #MOST_ARTICLES} articles, and {@value #MOST_LETTERS}
 * letters, some tens of megabytes. One thread tells, any number ask.
 */
final class Sightings {

  private static final int MOST_FILES = 10_000;
  private static final int MOST_ARTICLES = 100_000;
  private static final int MOST_LETTERS = 1_000;
  private static final int MOST_STATES = 10_000;
  private static final int MOST_REPLAYS = 100;

  private static final int REJECTIONS_SHOWN = 20;
  private static final int IDS_SHOWN = 20;

  /** By key of news.files; in order of when they were last heard of. */
  private final Map<String, FileReceipt> receipts = new LinkedHashMap<>();

  private final Deque<Letter> letters = new ArrayDeque<>();

  /** By id; those that began first are let go first. */
  private final Map<String, ReplayProgress> replays =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReplayProgress> eldest) {
          return size() > MOST_REPLAYS;
        }
      };

  /** By key of news.dead-letters.state. */
  private final Map<String, String> handled =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_STATES;
        }
      };

  private int articles;
  private boolean allFiles = true;
  private boolean allLetters = true;

  /** Forgets everything, since the topics are read anew from their beginning. */
  synchronized void clear() {
    receipts.clear();
    letters.clear();
    handled.clear();
    replays.clear();
    articles = 0;
    allFiles = true;
    allLetters = true;
  }

  synchronized void sawFile(String key, @Nullable FileReceipt receipt) {
    FileReceipt before = receipts.remove(key);
    if (before != null) {
      articles -= before.getPublished().size();
    }
    if (receipt == null) {
      return;
    }
    receipts.put(key, receipt);
    articles += receipt.getPublished().size();
    Iterator<FileReceipt> oldest = receipts.values().iterator();
    while (receipts.size() > 1 && (receipts.size() > MOST_FILES || articles > MOST_ARTICLES)) {
      articles -= oldest.next().getPublished().size();
      oldest.remove();
      allFiles = false;
    }
  }

  synchronized void sawLetter(Letter letter) {
    letters.addLast(letter);
    if (letters.size() > MOST_LETTERS) {
      letters.removeFirst();
      allLetters = false;
    }
  }

  synchronized void sawState(String key, @Nullable String state) {
    if (state == null) {
      handled.remove(key);
    } else {
      handled.put(key, state);
    }
  }

  synchronized void sawReplay(String key, @Nullable ReplayProgress progress) {
    if (progress == null) {
      replays.remove(key);
    } else {
      replays.put(key, progress);
    }
  }

  synchronized List<ReplayProgress> replays() {
    return List.copyOf(replays.values());
  }

  /** What made a letter. */
  record LetterKind(String stage, String code) {}

  synchronized Map<LetterKind, Long> openLetters() {
    Map<LetterKind, Long> open = new HashMap<>();
    letters.stream()
        .map(this::withState)
        .filter(letter -> letter.handled() == null)
        .forEach(
            letter -> open.merge(new LetterKind(letter.stage(), letter.code()), 1L, Long::sum));
    return open;
  }

  synchronized List<Receipt> files(int limit) {
    return receipts.values().stream()
        .sorted(Comparator.comparingLong(FileReceipt::getUpdated).reversed())
        .limit(limit)
        .map(Sightings::shown)
        .toList();
  }

  /**
   * @param now epoch milliseconds
   */
  synchronized Files files(long now) {
    Map<String, Long> byState = new TreeMap<>();
    long given = 0;
    long lastMinute = 0;
    FileReceipt unfinished = null;
    for (FileReceipt receipt : receipts.values()) {
      byState.merge(receipt.getState().name(), 1L, Long::sum);
      given += receipt.getArticles();
      lastMinute += receipt.getUpdated() > now - 60_000 ? receipt.getArticles() : 0;
      if (receipt.getState() == FileState.PUBLISHING
          && (unfinished == null || receipt.getArrived() < unfinished.getArrived())) {
        unfinished = receipt;
      }
    }
    return new Files(
        receipts.size(),
        byState,
        given,
        lastMinute,
        allFiles,
        unfinished == null ? null : shown(unfinished));
  }

  /** Newest first. */
  synchronized List<Letter> letters(int limit) {
    return letters.stream()
        .map(this::withState)
        .sorted(Comparator.comparingLong(Letter::time).thenComparingLong(Letter::offset).reversed())
        .limit(limit)
        .toList();
  }

  synchronized Letters letters() {
    Map<String, Long> byCode = new TreeMap<>();
    List<Letter> open =
        letters.stream().map(this::withState).filter(letter -> letter.handled() == null).toList();
    open.forEach(letter -> byCode.merge(letter.code(), 1L, Long::sum));
    return new Letters(letters.size(), open.size(), byCode, allLetters);
  }

  synchronized List<Revision> revisions(String id) {
    List<Revision> revisions = new ArrayList<>();
    for (FileReceipt receipt : receipts.values()) {
      for (PublishedArticle article : receipt.getPublished()) {
        if (article.getId().equals(id)) {
          revisions.add(
              new Revision(
                  article.getPartition(),
                  article.getOffset(),
                  receipt.getPath(),
                  receipt.getFeed(),
                  article.getPosition(),
                  receipt.getArrived()));
        }
      }
    }
    return revisions.stream()
        .sorted(
            Comparator.comparingLong(Revision::arrived)
                .thenComparingLong(Revision::offset)
                .reversed())
        .toList();
  }

  private Letter withState(Letter letter) {
    String state = handled.get(letter.topic() + "-" + letter.partition() + "-" + letter.offset());
    return state == null
        ? letter
        : new Letter(
            letter.topic(),
            letter.partition(),
            letter.offset(),
            letter.key(),
            letter.code(),
            letter.stage(),
            letter.message(),
            letter.source(),
            letter.bytes(),
            letter.time(),
            state);
  }

  private static Receipt shown(FileReceipt receipt) {
    return new Receipt(
        receipt.getPath(),
        receipt.getFeed(),
        receipt.getSha256(),
        receipt.getState().name(),
        receipt.getBytes(),
        receipt.getMediaType(),
        receipt.getArticles(),
        receipt.getRejected().stream()
            .limit(REJECTIONS_SHOWN)
            .map(r -> new Rejection(r.getPosition(), r.getCode(), r.getReason(), r.getRemedy()))
            .toList(),
        receipt.getRejectedCount(),
        receipt.getDuplicateOf(),
        receipt.getPublished().stream().limit(IDS_SHOWN).map(PublishedArticle::getId).toList(),
        receipt.getArrived(),
        receipt.getUpdated());
  }
}

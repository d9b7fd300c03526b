package dev.copydesk.standalone.letters;

import dev.copydesk.enrich.letters.IngestLetters;
import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.format.ItemReader;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Source;
import dev.copydesk.service.kafka.DeadLetter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads items that ingest turned away by ingest's own formats, under its present limits. */
final class ItemsOfLetters implements IngestLetters {

  private final Formats formats;

  ItemsOfLetters(FormatLimits limits) {
    this.formats = new Formats(limits);
  }

  @Override
  public Read read(Letter letter) {
    byte @Nullable [] bytes = letter.value();
    if (bytes == null || bytes.length == 0) {
      return new Read.Refused("its bytes were too many to be kept: drop its file again");
    }
    DeadLetter.Origin from = letter.origin();
    int slash = from.topic().indexOf('/');
    if (slash < 1) {
      return new Read.Refused("its headers do not say which feed and file it came from");
    }
    Origin origin =
        new Origin(
            from.topic().substring(0, slash), from.topic().substring(slash + 1), letter.time());
    try (ItemReader items = formats.open(new ByteArrayInputStream(bytes), origin)) {
      Item first = items.next();
      Item second = first == null ? null : items.next();
      if (second != null) {
        return new Read.Refused("more than one item is read from its bytes");
      }
      return switch (first) {
        case null -> new Read.Refused("no item is read from its bytes");
        case Item.Rejected rejected -> new Read.Refused(rejected.code() + ": " + rejected.reason());
        case Item.Article(RawArticle raw) ->
            new Read.Article(at((int) Math.max(0, from.offset()), raw));
      };
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
  }

  /** Its place is that in the file, not in the letter. */
  private static RawArticle at(int position, RawArticle raw) {
    return RawArticle.newBuilder(raw)
        .setSource(Source.newBuilder(raw.getSource()).setPosition(position).build())
        .build();
  }
}

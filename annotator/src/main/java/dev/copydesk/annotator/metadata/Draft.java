package dev.copydesk.annotator.metadata;

import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.Image;
import dev.copydesk.schema.v1.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metadata while it is being read. The first source that says something is believed. */
final class Draft {
  private static final int MOST = 50;
  private static final int LONGEST = 2000;

  private final Dates dates;
  private final List<String> byline = new ArrayList<>();
  private final List<String> keywords = new ArrayList<>();
  private final List<Image> images = new ArrayList<>();
  private @Nullable String publisher;
  private @Nullable String url;
  private @Nullable String headline;
  private @Nullable String description;
  private @Nullable String agency;
  private @Nullable String section;
  private @Nullable String language;
  private @Nullable DatedFrom published;
  private @Nullable DatedFrom updated;
  private Metadata.Wire wire = Metadata.Wire.NONE;

  Draft(Dates dates) {
    this.dates = dates;
  }

  void publisher(@Nullable String value) {
    publisher = publisher == null ? said(value) : publisher;
  }

  void url(@Nullable String value) {
    String address = said(value);
    if (url == null && address != null && Hosts.of(address) != null) {
      url = address;
    }
  }

  void headline(@Nullable String value) {
    headline = headline == null ? said(value) : headline;
  }

  void description(@Nullable String value) {
    description = description == null ? said(value) : description;
  }

  void section(@Nullable String value) {
    section = section == null ? said(value) : section;
  }

  void agency(@Nullable String value) {
    agency = agency == null ? said(value) : agency;
  }

  void language(@Nullable String value) {
    language = language == null ? Languages.tag(value) : language;
  }

  boolean hasLanguage() {
    return language != null;
  }

  void wire(Metadata.Wire value) {
    wire = value;
  }

  boolean hasByline() {
    return !byline.isEmpty();
  }

  void byline(@Nullable String line) {
    String value = said(line);
    if (value == null) {
      return;
    }
    Bylines.Credit credit = Bylines.parse(value);
    agency(credit.agency());
    for (String name : credit.names()) {
      if (!byline.contains(name) && byline.size() < MOST) {
        byline.add(name);
      }
    }
  }

  /** A name given as one: not taken apart unless it is a list. */
  void author(@Nullable String value) {
    String name = said(value);
    if (name == null || name.indexOf(',') >= 0 || Bylines.agency(name) != null) {
      byline(name);
    } else if (Bylines.isName(name) && !byline.contains(name) && byline.size() < MOST) {
      byline.add(name);
    }
  }

  void keyword(@Nullable String value) {
    String word = said(value);
    if (word != null && !keywords.contains(word) && keywords.size() < MOST) {
      keywords.add(word);
    }
  }

  void image(@Nullable String address, @Nullable String caption) {
    String source = said(address);
    if (source == null || Hosts.of(source) == null || images.size() >= MOST) {
      return;
    }
    if (images.stream().noneMatch(image -> image.getUrl().equals(source))) {
      images.add(new Image(source, said(caption)));
    }
  }

  void published(@Nullable String value, String origin) {
    published = published == null ? dates.dated(value, origin) : published;
  }

  void updated(@Nullable String value, String origin) {
    updated = updated == null ? dates.dated(value, origin) : updated;
  }

  boolean hasPublished() {
    return published != null;
  }

  @Nullable String said(@Nullable String value) {
    String clean = value == null ? "" : value.strip();
    return clean.isEmpty() || clean.length() > LONGEST ? null : clean;
  }

  Metadata finish(@Nullable Place dateline) {
    // A page that says only when it was changed dates its article by that.
    DatedFrom first = published == null ? updated : published;
    DatedFrom later =
        updated != null && (first == null || Dates.isLater(updated.getValue(), first.getValue()))
            ? updated
            : null;
    publisher(headline == null ? null : Headlines.siteOf(headline));
    String domain = url == null ? Hosts.named(publisher) : Hosts.of(url);
    return new Metadata(
        publisher,
        domain,
        url,
        headline == null ? null : Headlines.withoutSite(headline, publisher, domain),
        description,
        List.copyOf(byline),
        agency,
        dateline,
        section,
        List.copyOf(keywords),
        List.copyOf(images),
        first,
        later,
        language,
        wire);
  }
}

package dev.copydesk.annotator.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.clean.Cleaner;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.Place;
import dev.copydesk.schema.v1.RawArticle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataReaderTest {
  private static final String PROSE =
      "The ferry was sold to a museum on Friday, and the islanders are to have a bridge of their"
          + " own.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          20 November 2012 19:12 (UTC+04:00)   # 2012-11-20T19:12+04:00
          Published: Tue 20 Sep 2011, 9:12 AM  # 2011-09-20T09:12
          March 4th, 2025                      # 2025-03-04
          7 May, 2013                          # 2013-05-07
          2025-03-04T05:06:07.123Z             # 2025-03-04T05:06:07Z
          2025-03-04 05:06 +0200               # 2025-03-04T05:06+02:00
          2025-03-04T12:00:00                  # 2025-03-04T12:00:00
          20250304T050607Z                     # 2025-03-04T05:06:07Z
          Tue, Apr 21, 2026 | 9:03 PM ICT      # 2026-04-21T21:03+07:00
          31 July 2026, 18:30 EEST             # 2026-07-31T18:30+03:00
          Jan 5, 2026 4:30 p.m. ET             # 2026-01-05T16:30-05:00
          July 5, 2026 4:30 p.m. ET            # 2026-07-05T16:30-04:00
          Fri 18 Sept 2026, 06.20 BST          # 2026-09-18T06:20+01:00
          5 May 2026 12:00 IST                 # 2026-05-05T12:00
          21.04.2026                           # 2026-04-21
          5 May 2026, 25.10                    # 2026-05-05
          31 February 2012                     #
          no date at all                       #
          """)
  void datesAreAsPreciseAsWritten(String written, String iso) {
    assertThat(Dates.read(written)).isEqualTo(iso);
  }

  @ParameterizedTest
  @CsvSource({"1970-01-01", "2026-06-01", "2026-01-01T00:00:01Z"})
  void datesBeforeTheWebOrAfterArrivalAreNotTaken(String date) {
    assertThat(Dates.ofPage(Articles.ARRIVED).dated(date, "META")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          Published 31 July 2026, 18:30 EEST · Updated 1 August 2026, 06:55 EEST · 3 min read # 2026-07-31T18:30+03:00 # 2026-08-01T06:55+03:00
          Saturday, 8 November 2025, 13:05 – updated 20:30 # 2025-11-08T13:05 # 2025-11-08T20:30
          LAST UPDATED: 09 Jun 2026 17:25 GST              #                  # 2026-06-09T17:25+04:00
          Updated May 4, 2025. First published May 3, 2025 # 2025-05-03       # 2025-05-04
          By Ada Quill Posted: May 3, 2025 8:15 PM         # 2025-05-03T20:15 #
          """)
  void aLineMaySayTwoDates(String line, String published, String updated) {
    DateLine read = DateLine.read(line);
    assertThat(read.published()).isEqualTo(published);
    assertThat(read.updated()).isEqualTo(updated);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          The Sample :: Islands :: Ferry sold to museum #            # Ferry sold to museum
          The Sample | Ferry sold to museum             # The Sample # Ferry sold to museum
          Ferry sold to museum - The Sample             # The Sample # Ferry sold to museum
          Ferry sold to museum - for nothing            # The Sample # Ferry sold to museum - for nothing
          """)
  void headlinesLoseTheSite(String title, String site, String headline) {
    assertThat(Headlines.withoutSite(title, site, null)).isEqualTo(headline);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          By Ada Quill and Ben Ink                         # Ada Quill;Ben Ink    #
          By (Sample Press)                                #                      # Sample Press
          Ada Quill in London and Ben Ink in Lima          # Ada Quill;Ben Ink    #
          Órla Quill and Séan Ink, transport staff         # Órla Quill;Séan Ink  #
          By Ada Quill Posted: April 21, 2026 8:15 PM      # Ada Quill            #
          By Ada Quill, AFP                                # Ada Quill            # AFP
          """)
  void bylines(String line, String names, String agency) {
    Bylines.Credit credit = Bylines.parse(line);
    assertThat(String.join(";", credit.names())).isEqualTo(names == null ? "" : names);
    assertThat(credit.agency()).isEqualTo(agency);
  }

  @Test
  void aLineUnderTheDateMayBeTheByline() {
    Metadata about =
        read(
            Articles.text(
                "Ferry sold to museum\nFerry sold to museum\nPublished 3 May 2025, 18:30\n"
                    + "Ada Quill, Lima | SP\n\n"
                    + (PROSE + "\n\n").repeat(4)));

    assertThat(about.byline()).contains("Ada Quill");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          Der Stadtrat hat am Montag beschlossen, entlang des alten Kanals vierhundert Linden zu pflanzen, wie der Bürgermeister mitteilte. # de
          El ayuntamiento decidió el lunes plantar cuatrocientos tilos a lo largo del viejo canal, según dijo la alcaldesa por la tarde. # es
          Городской совет в понедельник решил посадить четыреста лип вдоль старого канала, сообщил вечером журналистам мэр города. # ru
          Trees #
          """)
  void theLanguageOfATextThatSaysNone(String text, String language) {
    assertThat(new LanguageGuess().of(text)).isEqualTo(language);
  }

  @Test
  void aTextDumpTellsByItsLines() {
    Metadata about =
        read(
            Articles.text(
                "Sample.Example\n\nSaturday May 18 2024\n\nFerry sold to museum\n\n"
                    + "20 November 2012 19:12 (UTC+04:00)\nFerry sold to museum\n\n"
                    + "By Ada Quill and Ben Ink\n\n"
                    + PROSE));

    assertThat(about.headline()).isEqualTo("Ferry sold to museum");
    assertThat(about.byline()).containsExactly("Ada Quill", "Ben Ink");
    assertThat(about.published()).isEqualTo(new DatedFrom("2012-11-20T19:12+04:00", "TEXT"));
    assertThat(about.updated()).isNull();
  }

  @Test
  void agencyAndDateline() {
    Metadata about =
        read(
            Articles.text(
                "Ferry sold to museum\n\nBy (AFP)\n\nPublished: Tue 20 Sep 2011, 9:12 AM\n\n"
                    + "Last updated: Tue 7 Apr 2015, 9:42 AM\n\nNEW YORK — "
                    + PROSE));

    assertThat(about.agency()).isEqualTo("AFP");
    assertThat(about.byline()).isEmpty();
    assertThat(about.dateline()).isEqualTo(new Place("NEW YORK", "US"));
    assertThat(about.published()).isEqualTo(new DatedFrom("2011-09-20T09:12", "TEXT"));
    assertThat(about.updated()).isEqualTo(new DatedFrom("2015-04-07T09:42", "TEXT"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PARIS (Reuters) - The ferry | PARIS | FR | Reuters
          MOSCOW, May 3 (Xinhua) -- A | MOSCOW | RU | Xinhua
          SOFIA — The ferry | SOFIA | BG |
          KATHMANDU (AFP) - The ferry | KATHMANDU | NP | AFP
          SÃO PAULO — The ferry | SÃO PAULO | BR |
          Lima (dpa) - The ferry | Lima | PE | dpa
          UNITED NATIONS — The ferry | UNITED NATIONS | US |
          LITTLE QUILLHAM — The ferry | LITTLE QUILLHAM | |
          (Reuters) - The ferry | | | Reuters
          Mother-in-law jokes - old | | |
          """)
  void openings(String text, String place, String country, String agency) {
    Datelines.Opening opening = new Datelines().read(text);
    Place from = opening.place();
    assertThat(from == null ? null : from.getText()).isEqualTo(place);
    assertThat(from == null ? null : from.getCountry()).isEqualTo(country);
    assertThat(opening.agency()).isEqualTo(agency);
  }

  @Test
  void metaTagsAndSiteName() {
    Metadata about =
        read(
            Articles.html(
                "<html lang='en-GB'><head><title>x</title><meta property='og:title'"
                    + " content='Ferry sold - The Sample'><meta property='og:site_name'"
                    + " content='The Sample'><meta name='author' content='Ada Quill'>"
                    + "<link rel='canonical' href='https://www.sample.example/2025/03/04/ferry'>"
                    + "<meta name='keywords' content='ferry, museum'></head><body><p>"
                    + PROSE
                    + "</p></body></html>"));

    assertThat(about.headline()).isEqualTo("Ferry sold");
    assertThat(about.byline()).containsExactly("Ada Quill");
    assertThat(about.published()).isEqualTo(new DatedFrom("2025-03-04", "URL"));
    assertThat(about.keywords()).containsExactly("ferry", "museum");
    assertThat(about.domain()).isEqualTo("sample.example");
    assertThat(about.language()).isEqualTo("en-GB");
  }

  @Test
  void aNinjsItemIsTakenAtItsWord() {
    Metadata about =
        read(
            Articles.ninjs(
                "{\"headline\":\"Ferry sold\",\"byline\":\"By Ada Quill\",\"urgency\":3,"
                    + "\"firstcreated\":\"1985-03-04\",\"versioncreated\":\"2025-03-05T10:00:00Z\",\"slugline\":\"ferry\",\"language\":\"en\",\"body_text\":\"It"
                    + " was sold.\"}"));

    assertThat(about.published()).isEqualTo(new DatedFrom("1985-03-04", "SOURCE"));
    assertThat(about.updated()).isEqualTo(new DatedFrom("2025-03-05T10:00:00Z", "SOURCE"));
    assertThat(about.byline()).containsExactly("Ada Quill");
    assertThat(about.wire().urgency()).isEqualTo(3);
    assertThat(about.wire().slugline()).isEqualTo("ferry");
  }

  private static Metadata read(RawArticle raw) {
    Page page = ((Reading.Read) new PageReader().read(raw)).page();
    return new MetadataReader().read(page, new Cleaner().clean(page), null, Articles.ARRIVED);
  }
}

package dev.copydesk.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedTest {

  @ParameterizedTest
  @CsvSource({
    "2012, 2012-01-01T00:00:00Z, 2013-01-01T00:00:00Z",
    "2012-11, 2012-11-01T00:00:00Z, 2012-12-01T00:00:00Z",
    "2012-11-20, 2012-11-20T00:00:00Z, 2012-11-21T00:00:00Z",
    "2011-09-20T09:12, 2011-09-20T09:12:00Z, 2011-09-20T09:13:00Z",
    "2012-11-20T19:12+04:00, 2012-11-20T15:12:00Z, 2012-11-20T15:13:00Z",
    "2012-11-20T19:12:07Z, 2012-11-20T19:12:07Z, 2012-11-20T19:12:08Z",
    "2012-11-20T19:12:07.123Z, 2012-11-20T19:12:07.123Z, 2012-11-20T19:12:08.123Z",
  })
  void reads(String value, Instant from, Instant until) {
    assertThat(Published.parse(value)).contains(new Published(from, until));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2012-13",
        "2012-02-30",
        "2012-13-01",
        "20121120",
        "2012-11-20T25:00"
      })
  void passesOverWhatIsNoDate(String value) {
    assertThat(Published.parse(value)).isEmpty();
  }
}

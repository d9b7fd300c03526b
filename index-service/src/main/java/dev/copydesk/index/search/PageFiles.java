package dev.copydesk.index.search;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The page's own files, all from the class path; a list, so that no path leads anywhere else. */
final class PageFiles {

  private static final String HTML = "text/html;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";

  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("style.css", STYLE),
          Map.entry("main.js", SCRIPT),
          Map.entry("dom.js", SCRIPT),
          Map.entry("api.js", SCRIPT),
          Map.entry("search.js", SCRIPT),
          Map.entry("article.js", SCRIPT),
          Map.entry("numbers.js", SCRIPT),
          Map.entry("pipeline.js", SCRIPT),
          Map.entry("chart.js", SCRIPT),
          Map.entry("icon.svg", "image/svg+xml"));

  private record File(String type, byte[] bytes) {
    Handler handler() {
      // Asked anew each time: a newer version of the service brings newer files.
      return (_, response) ->
          response
              .header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache"))
              .header(HeaderNames.CONTENT_TYPE, type)
              .send(bytes);
    }
  }

  private final Map<String, File> files = new LinkedHashMap<>();

  PageFiles() {
    files.put("/", new File(HTML, ours("index.html")));
    OURS.forEach((name, type) -> files.put("/page/" + name, new File(type, ours(name))));
    files.put("/page/uplot.js", new File(SCRIPT, chartLibrary("uPlot.esm.js")));
    files.put("/page/uplot.css", new File(STYLE, chartLibrary("uPlot.min.css")));
  }

  void routing(HttpRules rules) {
    files.forEach((path, file) -> rules.get(path, file.handler()));
  }

  private static byte[] ours(String name) {
    return Answers.resource("/dev/copydesk/index/page/" + name);
  }

  /** From the WebJar, whose paths name its version. */
  private static byte[] chartLibrary(String name) {
    Properties jar = new Properties();
    try {
      jar.load(
          new ByteArrayInputStream(
              Answers.resource("/META-INF/maven/org.webjars.npm/uplot/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answers.resource(
        "/META-INF/resources/webjars/uplot/" + jar.getProperty("version") + "/dist/" + name);
  }
}

package dev.copydesk.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a newsroom uses it: a real Chromium over {@code ./copydesk up} with the seeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Path ROOT = Path.of(System.getProperty("copydesk.root"));
  private static final Path SCREENSHOTS = ROOT.resolve("standalone/target/screenshots");

  /** One of each kind: element, attribute, address, markup inside JSON, template, formula. */
  private static final List<String> VECTORS =
      List.of(
          "<script>window.hacked='script'</script>",
          "<img src=x onerror=\"window.hacked='img'\">",
          "<svg/onload=\"window.hacked='svg'\">",
          "\"><iframe srcdoc=\"<script>parent.hacked='srcdoc'</script>\"></iframe>",
          "' autofocus onfocus='window.hacked=1",
          "javascript:window.hacked='address'",
          "</title></script><script>window.hacked='break'</script>",
          "<mark><img src=x onerror=\"window.hacked='mark'\"></mark>",
          "&lt;img src=x onerror=&quot;window.hacked='entity'&quot;&gt;",
          "{{constructor.constructor('window.hacked=1')()}}",
          "=HYPERLINK(\"http://evil.example\",\"x\")");

  private final List<String> complaints = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Road road;

  @SuppressWarnings("NullAway.Init")
  private Playwright playwright;

  @SuppressWarnings("NullAway.Init")
  private Browser browser;

  @SuppressWarnings("NullAway.Init")
  private BrowserContext context;

  @SuppressWarnings("NullAway.Init")
  private Page page;

  @BeforeAll
  void start() throws IOException {
    Optional<Path> chromium = chromium();
    assumeTrue(
        chromium.isPresent(),
        "needs a Chromium, which is not here: apt-get install chromium, or name one in CHROMIUM");
    Files.createDirectories(SCREENSHOTS);
    Path folder =
        Files.createTempDirectory(
            Files.createDirectories(ROOT.resolve("standalone/target/road")), "page-");
    road = new Road(folder);
    road.start();
    try (Stream<Path> seeds = Files.list(ROOT.resolve("seeds"))) {
      for (Path seed : seeds.filter(f -> !f.toString().endsWith(".md")).sorted().toList()) {
        road.drop(Objects.requireNonNull(seed.getFileName()).toString(), Files.readString(seed));
      }
    }
    await().atMost(SOON).until(() -> road.total("") == 18);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    // A container's root has no other way to start it; the page is our own.
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (playwright != null) {
      playwright.close();
    }
    if (road != null) {
      road.close();
    }
  }

  @BeforeEach
  void open() {
    open(new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  private void open(Browser.NewContextOptions options) {
    context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    complaints.clear();
    page.onPageError(error -> complaints.add("error: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onConsoleMessage(
        message -> {
          // Also what the policy refuses is said here.
          if (message.type().equals("error")) {
            complaints.add("console: " + message.text());
          }
        });
  }

  @AfterEach
  void nothingWentWrong() {
    Object hacked = page.evaluate("window.hacked ?? null");
    context.close();
    assertThat(complaints).isEmpty();
    assertThat(hacked).isNull();
  }

  @Test
  void searchesNarrowsAndOpensAnArticle() {
    go("");
    assertThat(page.locator(".hit").first()).isVisible();
    page.locator("input[type=search]").fill("earthquake");
    page.locator("input[type=search]").press("Enter");
    assertThat(page.locator(".total strong")).hasText("5");
    assertThat(page.locator(".snippet mark").first()).containsText("earthquake");
    shot("search");
    page.locator("[data-facet=source]", text("Northern Dispatch")).click();
    assertThat(page.locator(".total strong")).hasText("1");
    assertThat(page.locator("[data-facet=source]")).hasAttribute("aria-pressed", "true");
    String address = page.url();
    page.reload();
    assertThat(page.locator(".total strong")).hasText("1");
    assertThat(page.url()).isEqualTo(address);
    page.locator(".hit a").first().click();
    assertThat(page.locator("article h1")).containsText("92 dead");
    assertThat(page.locator(".copy .entity.place").first()).isVisible();
    assertThat(page.locator(".claims li").first()).containsText("92");
  }

  @Test
  void showsHowANumberWasReadWhatWasRemovedAndWhereItComesFrom() {
    go("#/search?q=toll");
    page.locator(".hit a", text("Peru quake toll climbs")).click();
    page.locator(".number", text("$32 million")).hover();
    assertThat(page.locator("#tip")).containsText("32,000,000 USD");
    shot("article");
    assertThat(page.locator(".removed ul")).isHidden();
    page.locator(".removed summary").click();
    assertThat(page.locator(".removed ul")).containsText("Loading...");
    page.locator(".lineage summary").click();
    assertThat(page.locator(".revisions li").first()).containsText("quake-2-evening-toll.txt");
    page.locator(".revisions button").first().click();
    assertThat(page.locator(".raw")).containsText("Loading...");
    page.locator(".record summary").click();
    assertThat(page.locator(".record pre")).containsText("\"fingerprint\"");
  }

  @Test
  void plotsAGrowingTollByItselfAndSaysWhoSaidIt() throws IOException {
    go("#/numbers");
    assertThat(page.locator(".figure canvas")).isVisible();
    assertThat(page.locator("tbody tr", text("≥ 92")).first()).containsText("Northern Dispatch");
    assertThat(page.locator(".disagreements li").first()).isVisible();
    page.locator("tbody button", text("≥ 92")).click();
    assertThat(page.locator(".sentence mark")).hasText("92");
    page.evaluate("scrollTo(0, 0)");
    shot("numbers");
    Download download =
        page.waitForDownload(() -> page.locator(".saving button", text("CSV")).click());
    assertThat(Files.readString(download.path())).contains("\"92\"").startsWith("\"time\"");
  }

  @Test
  void aDroppedFileAppearsByItselfAndOnThePipeline() throws IOException {
    go("#/search?q=semaphore");
    assertThat(page.locator(".none")).isVisible();
    road.drop(
        "semaphore.txt",
        """
        Port keeps its last semaphore

        The port of Porto keeps its last semaphore, the harbour master said on Monday. It has 14 arms.
        """);
    assertThat(page.locator(".hit h2")).hasText("Port keeps its last semaphore");
    road.drop("empty.txt", "");
    go("#/pipeline");
    for (String stage : List.of("Files", "Raw", "Enriched", "Index")) {
      assertThat(page.locator(".stage h3", text(stage))).isVisible();
    }
    assertThat(page.locator("tr", text("semaphore.txt"))).containsText("published");
    assertThat(page.locator("tr", text("empty.txt"))).containsText("EMPTY_FILE");
    assertThat(page.locator(".arrow", text("index"))).containsText("up to date");
    shot("pipeline");
  }

  @Test
  void aReplayIsSeenOnThePipeline() throws Exception {
    List<String> replay =
        new ArrayList<>(List.of("replay", "--query", "earthquake", "--url", road.address()));
    replay.add("--execute");
    replay.addAll(road.cluster());
    assertThat(Road.command(replay.toArray(String[]::new)).inheritIO().start().waitFor()).isZero();
    go("#/pipeline");
    assertThat(page.locator("tr", text("enriched again"))).containsText("completed");
    assertThat(page.locator("tr", text("enriched again"))).containsText("100 %");
  }

  @Test
  void nothingOfAnArticleRuns() throws Exception {
    for (int i = 0; i < VECTORS.size(); i++) {
      String vector = VECTORS.get(i);
      road.drop("xss-%d.jsonl".formatted(i), item("xss:" + i, vector));
    }
    String hostile = "xss <img src=x onerror=window.hacked=1>.txt";
    road.drop(hostile, "Zebrafish in a file name\n\nThe zebrafish swims 12 kilometres a day.\n");
    road.drop("xss-torn.jsonl", "{\"uri\": \"<img src=x onerror=window.hacked=1>\", ");
    deadLetter("<img src=x onerror=\"window.hacked='letter'\">");
    await().atMost(SOON).until(() -> road.total("zebrafish") == VECTORS.size() + 1);

    go("#/search?q=zebrafish");
    assertThat(page.locator(".hit").first()).isVisible();
    List<String> addresses = new ArrayList<>();
    for (Locator link : page.locator(".hit h2 a").all()) {
      addresses.add(link.getAttribute("href"));
    }
    assertThat(addresses).isNotEmpty();
    for (String address : addresses) {
      // Else the article before it, which looks much the same, is still there for a moment.
      page.navigate("about:blank");
      go(address);
      assertThat(page.locator("article h1")).containsText("Zebrafish");
      for (Locator summary : page.locator("summary").all()) {
        summary.click();
      }
      page.locator(".revisions button").first().click();
      assertThat(page.locator(".raw")).isVisible();
      assertThat(
              (Number)
                  page.evaluate(
                      "document.querySelectorAll('main img, main svg, main iframe, main"
                          + " script').length"))
          .isEqualTo(0);
    }
    go("#/numbers?q=zebrafish&unit=km");
    assertThat(page.locator("tbody tr")).hasCount(1);
    go("#/pipeline");
    assertThat(page.locator("tr", text(hostile))).isVisible();
    Locator letter = page.locator("tr", text("'letter'"));
    assertThat(letter).containsText("HOSTILE");
    letter.locator("button").click();
    assertThat(page.locator(".letter pre")).containsText("<img src=x");
    assertThat(page.locator(".letter")).containsText("copydesk dlq retry ");
    assertThat(page.locator("main img")).hasCount(0);

    go("#/search?q=zebrafish");
    Download download =
        page.waitForDownload(() -> page.locator(".saving button", text("CSV")).click());
    String csv = Files.readString(download.path());
    assertThat(csv).contains("Zebrafish").contains("\"'=HYPERLINK(").doesNotContain(",\"=");
  }

  @ParameterizedTest
  @CsvSource({"'', search", "#/numbers, numbers", "#/pipeline, pipeline"})
  void fitsASmallDarkScreen(String address, String name) {
    context.close();
    open(
        new Browser.NewContextOptions().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK));
    go(address);
    assertThat(page.locator("main h2, main h3, main table").first()).isVisible();
    shot(name + "-small-dark");
    assertThat((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .isEqualTo(0);
  }

  @Test
  void isUsedWithoutAMouse() {
    go("#/search?q=earthquake");
    assertThat(page.locator(".hit").first()).isVisible();
    page.keyboard().press("j");
    page.keyboard().press("j");
    String headline = page.locator(".hit a:focus").textContent();
    page.keyboard().press("Enter");
    assertThat(page.locator("article h1")).hasText(headline);
    page.locator(".number").first().focus();
    assertThat(page.locator("#tip")).isVisible();
    page.keyboard().press("/");
    assertThat(page.locator("input[type=search]")).isVisible();
  }

  private void go(String address) {
    page.navigate(road.address() + "/" + address);
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private void shot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** As the services write them, but with what only somebody hostile would. */
  private void deadLetter(String message) throws Exception {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, road.bootstrapServer());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> letter =
          new ProducerRecord<>(
              "news.dead-letters",
              message.getBytes(StandardCharsets.UTF_8),
              message.getBytes(StandardCharsets.UTF_8));
      Map.of(
              "copydesk.error.code",
              "HOSTILE",
              "copydesk.error.stage",
              message,
              "__streams.errors.message",
              message,
              "__streams.errors.topic",
              message,
              "__streams.errors.partition",
              "-1",
              "__streams.errors.offset",
              "0")
          .forEach(
              (name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
      producer.send(letter).get();
    }
  }

  /** Led by the vector in every field: a formula must stand first to be one. */
  private static String item(String uri, String vector) {
    ObjectNode item = new ObjectMapper().createObjectNode();
    item.put("uri", uri).put("headline", vector + " Zebrafish").put("byline", vector);
    item.put("body_text", vector + " is what the zebrafish said. " + vector);
    item.put("versioncreated", "2026-10-05T08:00:00Z").put("language", "en");
    item.put("slugline", vector).put("ednote", vector).put("usageterms", vector);
    item.putArray("infosource").addObject().put("name", vector);
    item.put("url", vector);
    return item.toString();
  }

  /** Where the user says, or Debian puts it. */
  private static Optional<Path> chromium() {
    Stream<String> named = Stream.ofNullable(System.getenv("CHROMIUM"));
    Stream<String> usual =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    return Stream.concat(named, usual).map(Path::of).filter(Files::isExecutable).findFirst();
  }
}

package dev.copydesk.bench;

import dev.copydesk.annotator.Annotation;
import dev.copydesk.annotator.Annotator;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.schema.v1.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What the pipeline is measured against: reads every file of a folder, cleans and tags it in as
 * many threads as the enrich service has, and keeps, sends and indexes nothing.
 *
 * <p>A process of its own: folders come line by line on standard input, and each is answered by
 * {@code done N} with the number of articles.
 */
final class BareLoop {

  private final Annotator annotator =
      new Annotator(
          "bench", new EnglishEntityTagger(), new EnglishNumberTagger(), new SentenceClaimReader());

  private BareLoop() {}

  /**
   * @param arguments how many threads work
   */
  public static void main(String[] arguments) throws Exception {
    BareLoop loop = new BareLoop();
    try (ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[0]));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready");
      for (String folder = input.readLine(); folder != null; folder = input.readLine()) {
        System.out.println("done " + loop.annotateAll(Path.of(folder), threads));
      }
    }
  }

  private long annotateAll(Path folder, ExecutorService threads) throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> work.add(() -> annotate(file)));
    }
    long articles = 0;
    for (Future<Boolean> one : threads.invokeAll(work)) {
      articles += one.get() ? 1 : 0;
    }
    return articles;
  }

  private boolean annotate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String name = file.getFileName().toString();
    String type = name.endsWith(".html") ? "text/html" : "text/plain";
    RawArticle raw =
        RawArticle.newBuilder()
            .setId(name)
            .setRevision(0)
            .setRevisionOrigin(RevisionOrigin.ARRIVAL)
            .setStatus(ArticleStatus.USABLE)
            .setSource(new Source("bench", name, 0, "00", type, null, bytes.length))
            .setArrived(0)
            .setContent(ByteBuffer.wrap(bytes))
            .build();
    return annotator.annotate(raw, Instant.EPOCH) instanceof Annotation.Annotated;
  }
}

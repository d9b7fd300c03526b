package dev.copydesk.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.copydesk.ingest.format.archive.ArchiveLimits;
import dev.copydesk.schema.v1.RawArticle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ArchivesTest {

  private static final Instant ARRIVED = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] TEXT = "The text.".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LINES =
      "{\"uri\":\"a\"}\n\n{\"uri\":\"b\"}".getBytes(StandardCharsets.UTF_8);

  private final Formats formats =
      new Formats(
          new FormatLimits(64 << 20, 1 << 20, 1 << 20, new ArchiveLimits(64 << 20, 200, 50, 3)));

  @Test
  void onePackedFileIsReadAsItself() throws IOException {
    assertThat(summary("a.txt.gz", gzip(TEXT))).isEqualTo("0 a.txt.gz!/a.txt");
    assertThat(summary("a.jsonl.zst", zstd(LINES)))
        .isEqualTo("0 a.jsonl.zst!/a.jsonl; 2 a.jsonl.zst!/a.jsonl");
    assertThat(summary("-", gzip(LINES))).isEqualTo("0 -; 2 -");
    assertThat(summary("wrong.txt", gzip(TEXT))).isEqualTo("0 wrong.txt!/wrong.txt");
    assertThat(summary("a.pdf.gz", gzip(TEXT))).isEqualTo("-1 UNSUPPORTED_MEDIA_TYPE");
    byte[] members =
        concat(gzip("{\"uri\":\"a\"}\n".getBytes(StandardCharsets.UTF_8)), gzip(LINES));
    assertThat(summary("a.jsonl.gz", members).split(";")).hasSize(3);
  }

  @Test
  void filesInFilesAreCountedThrough() throws IOException {
    byte[] zip =
        zip("x/", "", "x/a.txt", TEXT, "b.png", TEXT, "__MACOSX/._a.txt", TEXT, "c.jsonl", LINES);
    assertThat(summary("z.zip", zip))
        .isEqualTo(
            "0 z.zip!/x/a.txt; 1 UNSUPPORTED_MEDIA_TYPE; 2 z.zip!/c.jsonl; 3 z.zip!/c.jsonl");
    assertThat(summary("t.tgz", gzip(tar("a.txt", TEXT)))).isEqualTo("0 t.tgz!/t.tar!/a.txt");
    assertThat(summary("t.tar.zst", zstd(tar("a.txt", TEXT))))
        .isEqualTo("0 t.tar.zst!/t.tar!/a.txt");
    assertThat(summary("z.zip", zip("in.zip", zip("a.txt", TEXT), "b.txt", TEXT)))
        .isEqualTo("0 z.zip!/in.zip!/a.txt; 1 z.zip!/b.txt");
  }

  @Test
  void namesAreLabels() throws IOException {
    byte[] zip = zip("../../etc/a.txt", TEXT, "/root/b.txt", TEXT, "c\\..\\d.txt", TEXT);
    assertThat(summary("z.zip", zip))
        .isEqualTo("0 z.zip!/etc/a.txt; 1 z.zip!/root/b.txt; 2 z.zip!/c/d.txt");
  }

  @Test
  void linksAndDevicesInATarAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      byte[] kinds = {
        TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
      };
      for (byte kind : kinds) {
        TarArchiveEntry entry = new TarArchiveEntry("a.txt", kind);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    }
    assertThat(summary("t.tar", concat(out.toByteArray())))
        .isEqualTo(
            "0 NOT_A_REGULAR_FILE; 1 NOT_A_REGULAR_FILE; 2 NOT_A_REGULAR_FILE;"
                + " 3 NOT_A_REGULAR_FILE");
  }

  @Test
  void bombsAreDefused() throws IOException {
    // One line of a hundred million zeros, of which the line reader holds a megabyte.
    assertThat(summary("a.jsonl.zst", zstd(new byte[100 << 20])))
        .isEqualTo("-1 UNSUPPORTED_MEDIA_TYPE");
    byte[] spaces = new byte[100 << 20];
    Arrays.fill(spaces, (byte) ' ');
    spaces[0] = '{';
    assertThat(summary("a.jsonl.zst", zstd(spaces))).isEqualTo("-1 ARCHIVE_TOO_LARGE");
    assertThat(summary("a.zip", zip("a.txt", TEXT, "b.jsonl", spaces)))
        .isEqualTo("0 a.zip!/a.txt; 1 ARCHIVE_TOO_LARGE");
    byte[] nested = zip("n.zip", zip("n.zip", zip("n.zip", zip("a.txt", TEXT))), "b.txt", TEXT);
    assertThat(summary("n.zip", nested)).isEqualTo("0 ARCHIVE_TOO_LARGE; 1 n.zip!/b.txt");
    Object[] many = new Object[120];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = i + ".txt";
      many[i + 1] = TEXT;
    }
    assertThat(summary("many.zip", zip(many))).endsWith("50 ARCHIVE_TOO_LARGE");
  }

  @Test
  void damageEndsAnArchiveAndKeepsWhatCameBefore() throws IOException {
    byte[] zip = zip("a.txt", TEXT, "b.jsonl", LINES);
    assertThat(summary("z.zip", Arrays.copyOf(zip, zip.length / 2))).startsWith("0 z.zip!/a.txt");
    assertThat(summary("z.zip", TEXT)).isEqualTo("-1 ARCHIVE_UNREADABLE");
    assertThat(summary("z.gz", TEXT)).isEqualTo("-1 ARCHIVE_UNREADABLE");
    byte[] gzip = gzip(LINES);
    assertThat(summary("a.jsonl.gz", Arrays.copyOf(gzip, gzip.length - 9)))
        .endsWith("ARCHIVE_UNREADABLE");
    assertThat(summary("z.zip", zip("x/", ""))).isEqualTo("-1 NO_ARTICLE");
    assertThat(summary("z.zip", zip("a.txt", new byte[0], "b.txt", TEXT)))
        .isEqualTo("0 EMPTY_FILE; 1 z.zip!/b.txt");
  }

  @Test
  void troubleWithTheDiskIsNotAFaultOfTheFile() throws IOException {
    byte[] inner = gzip(zip("a.txt", TEXT, "b.txt", new byte[300_000]));
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(inner)) {
          private int left = 60;

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
              throw new IOException("Input/output error");
            }
            int read = super.read(bytes, offset, Math.min(left, length));
            left -= Math.max(0, read);
            return read;
          }
        };
    Assertions.assertThatThrownBy(
            () -> drain(formats.open(broken, new Origin("inbox", "a.zip.gz", ARRIVED))))
        .isInstanceOf(IOException.class)
        .hasMessage("Input/output error");
  }

  private String summary(String path, byte[] content) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(content);
    List<Item> items = drain(formats.open(in, new Origin("inbox", path, ARRIVED)));
    boolean refused = items.getLast() instanceof Item.Rejected no && no.isWholeFile();
    assertThat(refused || in.read() < 0).as("read to its end").isTrue();
    return items.stream()
        .map(
            item ->
                item.position()
                    + " "
                    + switch (item) {
                      case Item.Article(RawArticle raw) -> raw.getSource().getPath();
                      case Item.Rejected no -> no.code();
                    })
        .collect(Collectors.joining("; "));
  }

  private static List<Item> drain(ItemReader reader) throws IOException {
    List<Item> items = new ArrayList<>();
    try (reader) {
      for (Item item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
    }
    return items;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new ZstdOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  /** Names and contents by turns; one that is not bytes makes a folder. */
  private static byte[] zip(Object... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) entries[i]));
        if (entries[i + 1] instanceof byte[] content) {
          zip.write(content);
        }
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }
}

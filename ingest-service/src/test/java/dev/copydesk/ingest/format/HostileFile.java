package dev.copydesk.ingest.format;

import static dev.copydesk.ingest.format.Packing.gzip;
import static dev.copydesk.ingest.format.Packing.tar;
import static dev.copydesk.ingest.format.Packing.zip;
import static dev.copydesk.ingest.format.Packing.zstd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Files that are broken, or made to break their reader, and the codes that they end with. */
enum HostileFile {
  EMPTY("a.txt", "EMPTY_FILE", text("")),
  EMPTY_JSON("a.jsonl", "EMPTY_FILE", text("")),
  BLANK("a.html", "BLANK_FILE", text(" \n\t \r\n")),
  BLANK_IN_UTF_16("a.txt", "BLANK_FILE", text("\uFEFF \n ", StandardCharsets.UTF_16LE)),
  BLANK_AND_LONG("a.txt", "BLANK_FILE", () -> fill(' ', 100_000)),
  NUL_IN_TEXT("a.txt", "UNSUPPORTED_MEDIA_TYPE", text("a\0b")),
  PDF_AS_TEXT("a.txt", "UNSUPPORTED_MEDIA_TYPE", text("%PDF-1.7\n%text")),
  PICTURE_AS_PAGE("a.html", "UNSUPPORTED_MEDIA_TYPE", text("\u0089PNG\r\n", LATIN_1())),
  VIDEO_AS_TEXT("a.txt", "UNSUPPORTED_MEDIA_TYPE", text("\0\0\0\u0018ftypmp42")),
  AUDIO_AS_TEXT("a.txt", "UNSUPPORTED_MEDIA_TYPE", text("ID3\u0003 music")),
  RICH_TEXT("a.txt", "UNSUPPORTED_MEDIA_TYPE", text("{\\rtf1 words}")),
  OFFICE_OPEN_XML(
      "a.docx", "UNSUPPORTED_MEDIA_TYPE", () -> zip("[Content_Types].xml", utf8("<Types/>"))),
  OPEN_DOCUMENT(
      "a.zip", "UNSUPPORTED_MEDIA_TYPE", () -> zip("mimetype", utf8("application/vnd.oasis"))),
  OLD_OFFICE("a.txt", "UNSUPPORTED_MEDIA_TYPE", text("\320\317\021\340words", LATIN_1())),
  UNKNOWN_SUFFIX("a.log", "UNSUPPORTED_MEDIA_TYPE", text("plain words")),
  NO_SUFFIX("notes", "UNSUPPORTED_MEDIA_TYPE", text("plain words")),
  STRANGE_ARCHIVE("a.zip", "UNSUPPORTED_MEDIA_TYPE", text("7z\274\257\047\034", LATIN_1())),
  LONG_TEXT("a.txt", "ARTICLE_TOO_LARGE", () -> fill('a', (1 << 20) + 1)),
  LONG_PAGE("a.html", "ARTICLE_TOO_LARGE", () -> fill('<', 8 << 20)),
  LONG_MARKDOWN("a.md", "ARTICLE_TOO_LARGE", () -> fill('#', 2 << 20)),

  SIGNED_UTF_8_THAT_IS_NOT("a.txt", "UNDECODABLE", text("\357\273\277caf\351", LATIN_1())),
  HALF_A_SURROGATE("a.txt", "UNDECODABLE", () -> bytes(0xFF, 0xFE, 'a', 0, 0, 0xD8, 'b', 0)),
  ODD_UTF_16("a.html", "UNDECODABLE", () -> bytes(0xFE, 0xFF, 0, '<', 0, 'p', 0)),
  DAMAGED_UTF_8("a.txt", "UNDECODABLE", () -> damaged("größer und größer, süß wie für Öl ")),
  DAMAGED_PAGE("a.html", "UNDECODABLE", () -> damaged("<p>größer und größer, süß wie für Öl ")),
  CONTROLS("a.txt", "UNDECODABLE", text("\1\2\3\4\5\6\7 words")),

  NO_JSON("a.jsonl", "NOT_JSON", text("words")),
  HALF_JSON("a.jsonl", "NOT_JSON", text("{\"uri\":\"u")),
  JSON_TWICE_A_LINE("a.jsonl", "NOT_JSON", text("{\"uri\":\"u\"} {}")),
  JSON_FILE_CUT_OFF("a.json", "NOT_JSON", text("{\n \"headline\": \"h\"\n")),
  JSON_SCALAR("a.jsonl", "NOT_NINJS", text("42")),
  JSON_OF_ANOTHER_KIND("a.json", "NOT_NINJS", text("{\n\"dependencies\": {}\n}")),
  DEEP_JSON("a.jsonl", "JSON_TOO_COMPLEX", nested("{\"uri\":\"u\",\"x\":", "[", "]", "}", 2_000)),
  DEEP_JSON_FILE("a.json", "JSON_TOO_COMPLEX", nested("{\n\"x\":", "{\"x\":", "}", "1}", 9_000)),
  LONG_NUMBER(
      "a.jsonl", "JSON_TOO_COMPLEX", text("{\"uri\":\"u\",\"x\":" + "9".repeat(99_999) + "}")),
  LONG_NAME("a.jsonl", "JSON_TOO_COMPLEX", text("{\"" + "n".repeat(99_999) + "\":1}")),
  JSON_IN_LATIN_1("a.jsonl", "UNDECODABLE", text("{\"headline\":\"caf\351\"}", LATIN_1())),
  JSON_IN_UTF_16("a.json", "UNDECODABLE", text("{\"uri\":\"u\"}", StandardCharsets.UTF_16LE)),
  ITEM_THAT_SAYS_NOTHING("a.jsonl", "NOT_NINJS", text("{\"type\":\"text\"}")),
  ITEM_OF_NUMBERS("a.jsonl", "NOT_NINJS", text("{\"uri\":7}")),
  ITEM_OF_NO_STATUS("a.jsonl", "NOT_NINJS", text("{\"uri\":\"u\",\"pubStatus\":\"spiked\"}")),
  PICTURE_ITEM("a.json", "UNSUPPORTED_MEDIA_TYPE", text("{\"uri\":\"u\",\"type\":\"picture\"}")),
  LONG_LINE("a.jsonl", "LINE_TOO_LONG ARTICLE", () -> lines(8 << 20)),
  BROKEN_LINE_AMONG_GOOD(
      "a.jsonl", "ARTICLE NOT_JSON ARTICLE", text("{\"uri\":\"1\"}\n{\"uri\":}\n{\"uri\":\"3\"}")),
  OPEN_ARRAY("a.json", "ARTICLE NOT_JSON", text("[{\"uri\":\"1\"},{\"uri\":\"2\"}")),
  ARRAY_WITH_MORE("a.json", "ARTICLE NOT_JSON", text("[{\"uri\":\"1\"}] {\"uri\":\"2\"}")),
  EMPTY_ARRAY("a.json", "NO_ARTICLE", text("[ ]")),
  BROKEN_AMONG_GOOD(
      "a.json", "ARTICLE NOT_JSON ARTICLE", text("[{\"uri\":\"1\"},{\"uri\"},{\"uri\":\"3\"}]")),
  ARRAY_OF_BRACKETS("a.json", "NOT_JSON", () -> concat(utf8("[{"), fill('[', 4 << 20))),
  LONG_IN_ARRAY(
      "a.json",
      "ARTICLE_TOO_LARGE ARTICLE",
      () -> concat(utf8("[{\"uri\":\""), fill('u', 8 << 20), utf8("\"},{\"uri\":\"2\"}]"))),

  NO_XML("a.rss", "NOT_XML", text("words")),
  HALF_XML("a.xml", "NOT_XML", text("<rss><channel>")),
  XML_OF_ANOTHER_KIND("a.xml", "UNSUPPORTED_MEDIA_TYPE", text("<invoice/>")),
  SVG("a.svg", "UNSUPPORTED_MEDIA_TYPE", text("<svg><text>words</text></svg>")),
  BILLION_LAUGHS("a.rss", "XML_ENTITIES", () -> utf8(laughs())),
  EXTERNAL_ENTITY(
      "a.xml",
      "XML_ENTITIES",
      text(
          "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
              + "<rss><item><title>&x;</title></item></rss>")),
  PARAMETER_ENTITY(
      "a.xml",
      "XML_ENTITIES",
      text("<!DOCTYPE rss [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\">%x;]><rss><item/></rss>")),
  EXTERNAL_DTD(
      "a.xml", "ARTICLE", text("<!DOCTYPE nitf SYSTEM \"http://127.0.0.1:1/x.dtd\"><nitf/>")),
  ENTITY_IN_ONE_ITEM(
      "a.rss",
      "ARTICLE XML_ENTITIES ARTICLE",
      text("<rss><item/><item><title>&boom;</title></item><item/></rss>")),
  DEEP_XML("a.rss", "XML_TOO_DEEP", () -> utf8("<rss>" + "<x>".repeat(200_000))),
  DEEP_ITEM(
      "a.rss",
      "XML_TOO_DEEP ARTICLE",
      nested("<rss><item>", "<x>", "</x>", "</item><item/></rss>", 120)),
  DEEPER_ITEM(
      "a.rss", "XML_TOO_DEEP", nested("<rss><item>", "<x>", "</x>", "</item><item/></rss>", 9_000)),
  LONG_ITEM(
      "a.atom",
      "ARTICLE_TOO_LARGE ARTICLE",
      () -> concat(utf8("<feed><entry>"), fill('a', 8 << 20), utf8("</entry><entry/></feed>"))),
  LONG_ATTRIBUTE(
      "a.atom",
      "ARTICLE_TOO_LARGE ARTICLE",
      () -> concat(utf8("<feed><entry a=\""), fill('a', 8 << 20), utf8("\"/><entry/></feed>"))),
  MANY_ATTRIBUTES("a.nitf", "NOT_XML", () -> utf8("<nitf " + attributes(20_000) + "/>")),
  XML_IN_NO_CHARSET(
      "a.rss",
      "UNDECODABLE",
      text("<?xml version=\"1.0\" encoding=\"klingon\"?><rss><item/></rss>")),
  XML_IN_LATIN_1(
      "a.rss", "ARTICLE UNDECODABLE", text("<rss><item/><item>caf\351</item></rss>", LATIN_1())),
  FEED_OF_NOTHING("a.rss", "NO_ARTICLE", text("<rss><channel/></rss>")),
  NEWS_OF_NO_STATUS(
      "a.xml",
      "NOT_NEWS_XML ARTICLE",
      text(
          "<newsMessage><newsItem guid=\"g\"><itemMeta><pubStatus qcode=\"stat:odd\"/></itemMeta>"
              + "</newsItem><newsItem guid=\"h\"/></newsMessage>")),
  NITF_OF_NO_STATUS(
      "a.nitf",
      "NOT_NEWS_XML",
      text("<nitf><head><docdata management-status=\"odd\"/></head></nitf>")),
  PICTURE_NEWS(
      "a.newsml",
      "UNSUPPORTED_MEDIA_TYPE",
      text("<newsItem><itemMeta><itemClass qcode=\"ninat:picture\"/></itemMeta></newsItem>")),

  NO_WARC("a.warc", "NOT_WARC", text("WARC/1.0 nonsense")),
  WARC_WITHOUT_RESPONSES("a.warc", "NO_ARTICLE", () -> warc("request", "GET / HTTP/1.1\r\n\r\n")),
  WARC_OF_A_PICTURE(
      "a.warc",
      "UNSUPPORTED_MEDIA_TYPE",
      () -> warc("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")),
  WARC_OF_NO_HTTP("a.warc", "NOT_WARC", () -> warc("response", "no HTTP at all")),
  WARC_OF_A_NEGATIVE_LENGTH(
      "a.warc",
      "NOT_WARC",
      text("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nx\r\n\r\n")),
  WARC_OF_AN_ENDLESS_HEADER(
      "a.warc", "NOT_WARC", () -> concat(utf8("WARC/1.0\r\nA: "), fill('a', 8 << 20))),
  WARC_OF_A_LONG_PAGE(
      "a.warc",
      "ARTICLE_TOO_LARGE",
      () ->
          warc(
              "response",
              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + "x".repeat(2 << 20))),
  WARC_OF_A_BOMB("a.warc", "ARTICLE_TOO_LARGE", HostileFile::warcBomb),

  NO_MAIL("a.eml", "NOT_MAIL", text("no header at all")),
  MAIL_OF_MANY_HEADERS(
      "a.eml",
      "NOT_MAIL",
      () -> utf8("MIME-Version: 1.0\nTo: x\nFrom: x\n" + "X: y\n".repeat(50_000))),
  MAIL_OF_A_LONG_HEADER(
      "a.eml",
      "NOT_MAIL",
      () -> concat(utf8("MIME-Version: 1.0\nTo: x\nFrom: x\nX: "), fill('x', 500_000))),
  LONG_MAIL(
      "a.eml",
      "ARTICLE_TOO_LARGE",
      () -> concat(utf8("MIME-Version: 1.0\nTo: x\nFrom: x\n\n"), fill('x', 4 << 20))),
  ARCHIVE_OF_NO_PAGE(
      "a.mhtml",
      "UNSUPPORTED_MEDIA_TYPE",
      () -> savedPage("--b\nContent-Type: image/png\n\nx\n--b--\n")),
  ARCHIVE_OF_A_BLANK_PAGE(
      "a.mhtml", "BLANK_FILE", () -> savedPage("--b\nContent-Type: text/html\n\n \n--b--\n")),
  ARCHIVE_OF_A_LONG_PAGE(
      "a.mhtml",
      "ARTICLE_TOO_LARGE",
      () -> savedPage("--b\nContent-Type: text/html\n\n" + "x".repeat(2 << 20) + "\n--b--\n")),
  ARCHIVE_OF_AN_UNDECODABLE_PAGE(
      "a.mhtml",
      "UNDECODABLE",
      () ->
          savedPage(
              "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding:"
                  + " quoted-printable\n\n=EF=BB=BF<p>caf=E9\n--b--\n")),
  ARCHIVE_OF_PARTS_WITHIN_PARTS("a.mhtml", "NOT_MAIL", () -> savedPage(partsWithinParts())),

  GZIP_THAT_IS_NONE("a.txt.gz", "ARCHIVE_UNREADABLE", text("words")),
  GZIP_CUT_OFF("a.jsonl.gz", "ARCHIVE_UNREADABLE", () -> cutOff(gzip(goodLine()), 4)),
  GZIP_OF_A_WRONG_SUM("a.jsonl.gz", "ARCHIVE_UNREADABLE", () -> spoilt(gzip(goodLine()), -8)),
  GZIP_OF_NOTHING("a.txt.gz", "EMPTY_FILE", () -> gzip(new byte[0])),
  ZSTD_CUT_OFF("a.txt.zst", "ARCHIVE_UNREADABLE", () -> cutOff(zstd(fill('a', 1000)), 3)),
  ZSTD_OF_A_HUGE_WINDOW(
      "a.txt.zst", "ARCHIVE_UNREADABLE", () -> bytes(0x28, 0xB5, 0x2F, 0xFD, 0, 0xF8, 1, 0, 0)),
  ZIP_THAT_IS_NONE("a.zip", "ARCHIVE_UNREADABLE", text("words")),
  ZIP_CUT_OFF("a.zip", "ARTICLE ARCHIVE_UNREADABLE", () -> cutInHalf("a.txt", "b.txt")),
  ZIP_OF_NOTHING("a.zip", "NO_ARTICLE", () -> zip()),
  ZIP_OF_A_FOLDER("a.zip", "NO_ARTICLE", () -> zip("folder/", new byte[0])),
  ZIP_WITH_A_PASSWORD("a.zip", "ARCHIVE_UNREADABLE ARTICLE", () -> stored(6, 1)),
  ZIP_PACKED_STRANGELY("a.zip", "ARCHIVE_UNREADABLE ARTICLE", () -> stored(8, 98)),
  /** A ZIP says at its end what is a link: till then it is a text that names a place. */
  ZIP_OF_A_LINK("a.zip", "ARTICLE ARTICLE", HostileFile::linkInZip),
  ZIP_OF_NAMES_THAT_LEAD_OUT(
      "a.zip",
      "ARTICLE ARTICLE ARTICLE",
      () ->
          zip(
              "../../etc/a.txt",
              utf8("a"),
              "/etc/b.txt",
              utf8("b"),
              "c\\..\\..\\c.txt",
              utf8("c"))),
  TAR_OF_LINKS_AND_DEVICES(
      "a.tar",
      "NOT_A_REGULAR_FILE NOT_A_REGULAR_FILE NOT_A_REGULAR_FILE NOT_A_REGULAR_FILE"
          + " NOT_A_REGULAR_FILE",
      HostileFile::specialsInTar),
  TAR_CUT_OFF(
      "a.tar", "ARCHIVE_UNREADABLE", () -> Arrays.copyOf(tar("a.txt", fill('a', 5_000)), 2_000)),
  TAR_OF_A_WRONG_SUM("a.tar", "ARCHIVE_UNREADABLE", () -> spoilt(tar("a.txt", utf8("a")), 150)),
  TAR_OF_NAMES_THAT_LEAD_OUT(
      "a.tar", "ARTICLE ARTICLE", () -> tar("../a.txt", utf8("a"), "/etc/b.txt", utf8("b"))),

  BOMB_OF_RATIO("a.jsonl.gz", "ARCHIVE_TOO_LARGE", true, () -> gzip(fill('{', 24 << 20))),
  BOMB_OF_RATIO_BEHIND_A_NEIGHBOUR(
      "a.zip",
      "ARTICLE ARCHIVE_TOO_LARGE",
      true,
      () -> zip("a.txt", utf8("a"), "b.jsonl", fill('{', 24 << 20))),
  BOMB_OF_SIZE(
      "a.tar",
      "ARTICLE_TOO_LARGE ARTICLE_TOO_LARGE ARCHIVE_TOO_LARGE",
      true,
      HostileFile::manyMegabytes),
  BOMB_THAT_NOBODY_READS(
      "a.zip",
      "ARCHIVE_TOO_LARGE",
      true,
      () -> zip(".hidden", fill('a', 24 << 20), "a.txt", utf8("a"))),
  BOMB_BEHIND_A_HEAD(
      "a.zip",
      "UNSUPPORTED_MEDIA_TYPE ARCHIVE_TOO_LARGE",
      true,
      () -> zip("a.log", fill('a', 24 << 20), "a.txt", utf8("a"))),
  BOMB_OF_ENTRIES(
      "a.zip", "ARTICLE ".repeat(50) + "ARCHIVE_TOO_LARGE", true, HostileFile::manyEntries),
  BOMB_OF_NESTING("a.zip", "ARCHIVE_TOO_LARGE", true, HostileFile::nestedZips),
  BOMB_OF_NESTED_GZIPS("a.gz", "ARCHIVE_TOO_LARGE", true, HostileFile::nestedGzips),

  PAGE_OF_ANGLES("a.html", "ARTICLE", () -> fill('<', 900_000)),
  PAGE_OF_OPEN_TAGS("a.html", "ARTICLE", () -> utf8("<div>".repeat(200_000))),
  PAGE_OF_COMMENTS("a.html", "ARTICLE", () -> utf8("<!-- ".repeat(200_000))),
  HEAD_OF_COMMENTS("a.xml", "UNSUPPORTED_MEDIA_TYPE", () -> utf8("<!-- -->".repeat(100_000))),
  HEAD_OF_BRACKETS("a.xml", "UNSUPPORTED_MEDIA_TYPE", () -> utf8("<!doctype x [".repeat(60_000)));

  /** Makes the bytes of a file. */
  interface Made {
    byte[] bytes() throws IOException;
  }

  private final String path;
  private final String codes;
  private final boolean exhausts;
  private final Made made;

  HostileFile(String path, String codes, Made made) {
    this(path, codes, false, made);
  }

  /**
   * @param exhausts whether it takes what is meant for all of a dropped file
   */
  HostileFile(String path, String codes, boolean exhausts, Made made) {
    this.path = path;
    this.codes = codes;
    this.exhausts = exhausts;
    this.made = made;
  }

  String path() {
    return path;
  }

  /** What its items end with, by turns. */
  String codes() {
    return codes;
  }

  boolean isForPacking() {
    return !exhausts;
  }

  byte[] bytes() throws IOException {
    return made.bytes();
  }

  // Enum constants are made before static fields.
  private static Charset LATIN_1() {
    return StandardCharsets.ISO_8859_1;
  }

  private static Made text(String content) {
    return () -> utf8(content);
  }

  private static Made text(String content, Charset charset) {
    return () -> content.getBytes(charset);
  }

  private static Made nested(String before, String open, String close, String after, int depth) {
    return () -> utf8(before + open.repeat(depth) + close.repeat(depth) + after);
  }

  private static byte[] utf8(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] fill(char c, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) c);
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] damaged(String words) {
    byte[] bytes = utf8(words.repeat(20));
    return concat(bytes, bytes(0xC3), bytes);
  }

  private static byte[] goodLine() {
    return utf8("{\"uri\":\"1\"}\n");
  }

  private static byte[] lines(int length) {
    return concat(utf8("{\"uri\":\""), fill('u', length), utf8("\"}\n{\"uri\":\"2\"}\n"));
  }

  private static String laughs() {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE rss [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      dtd.append("<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
    }
    return dtd + "]><rss><item><title>&a29;</title></item></rss>";
  }

  private static String attributes(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append("a").append(i).append("=\"\" ");
    }
    return out.toString();
  }

  private static byte[] warc(String type, String block) {
    return warc(type, utf8(block));
  }

  private static byte[] warc(String type, byte[] block) {
    String head =
        """
        WARC/1.0\r
        WARC-Type: %s\r
        WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r
        WARC-Date: 2026-11-20T05:06:07Z\r
        WARC-Target-URI: https://hill.example/a\r
        Content-Type: application/http; msgtype=%s\r
        Content-Length: %d\r
        \r
        """
            .formatted(type, type, block.length);
    return concat(utf8(head), block, utf8("\r\n\r\n"));
  }

  /** A small response that its server packed, and that unpacks to a lot. */
  private static byte[] warcBomb() throws IOException {
    byte[] body = gzip(fill(' ', 40 << 20));
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: %d\r\n\r\n";
    return warc("response", concat(utf8(head.formatted(body.length)), body));
  }

  private static byte[] savedPage(String parts) {
    return utf8(
        "From: <Saved>\nSubject: x\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/related; boundary=b\n\n"
            + parts);
  }

  private static String partsWithinParts() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      String outer = i == 0 ? "b" : "b" + i;
      out.append("--%s\nContent-Type: multipart/mixed; boundary=b%d\n\n".formatted(outer, i + 1));
    }
    return out.toString();
  }

  private static byte[] cutOff(byte[] file, int bytes) {
    return Arrays.copyOf(file, file.length - bytes);
  }

  /**
   * @param at of the byte to be changed, from the end where it is negative
   */
  private static byte[] spoilt(byte[] file, int at) {
    file[at < 0 ? file.length + at : at] ^= 0x55;
    return file;
  }

  private static byte[] cutInHalf(String... names) throws IOException {
    byte[] words = utf8("words and other words");
    byte[] whole = zip(names[0], words, names[1], words);
    return Arrays.copyOf(whole, zip(names[0], words).length - 40);
  }

  /** Two stored files, the first with a byte of its header changed. */
  private static byte[] stored(int at, int value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (String name : new String[] {"a.txt", "b.txt"}) {
        byte[] content = utf8("words");
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    byte[] bytes = out.toByteArray();
    bytes[at] = (byte) value;
    return bytes;
  }

  private static byte[] linkInZip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      ZipArchiveEntry link = new ZipArchiveEntry("a.txt");
      link.setUnixMode(0120777);
      zip.putArchiveEntry(link);
      zip.write(utf8("/etc/passwd"));
      zip.closeArchiveEntry();
      zip.putArchiveEntry(new ZipArchiveEntry("b.txt"));
      zip.write(utf8("words"));
      zip.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static byte[] specialsInTar() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      byte[] kinds = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      };
      for (byte kind : kinds) {
        TarArchiveEntry entry = new TarArchiveEntry("a.txt", kind);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] manyMegabytes() throws IOException {
    byte[] large = fill('a', 17 << 20);
    return tar("a.txt", large, "b.txt", large);
  }

  private static byte[] manyEntries() throws IOException {
    Object[] entries = new Object[120];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = i + ".txt";
      entries[i + 1] = utf8("words");
    }
    return zip(entries);
  }

  private static byte[] nestedZips() throws IOException {
    byte[] inner = zip("a.txt", utf8("words"));
    for (int i = 0; i < 9; i++) {
      inner = zip("a.zip", inner);
    }
    return inner;
  }

  private static byte[] nestedGzips() throws IOException {
    byte[] inner = utf8("words");
    for (int i = 0; i < 9; i++) {
      inner = gzip(inner);
    }
    return inner;
  }
}

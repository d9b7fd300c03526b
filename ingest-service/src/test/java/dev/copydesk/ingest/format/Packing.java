package dev.copydesk.ingest.format;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Ways to send a file within another; where there is room, between two that are fine. */
enum Packing {
  GZIP(".gz", false) {
    @Override
    byte[] pack(String name, byte[] content) throws IOException {
      return gzip(content);
    }
  },
  ZSTD(".zst", false) {
    @Override
    byte[] pack(String name, byte[] content) throws IOException {
      return zstd(content);
    }
  },
  ZIP(".zip", true) {
    @Override
    byte[] pack(String name, byte[] content) throws IOException {
      return zip("first.txt", NEIGHBOUR, name, content, "last.txt", NEIGHBOUR);
    }
  },
  TAR(".tar", true) {
    @Override
    byte[] pack(String name, byte[] content) throws IOException {
      return tar("first.txt", NEIGHBOUR, name, content, "last.txt", NEIGHBOUR);
    }
  },
  TAR_GZIP(".tar.gz", true) {
    @Override
    byte[] pack(String name, byte[] content) throws IOException {
      return gzip(TAR.pack(name, content));
    }
  },
  ZIP_IN_ZIP(".zip", true) {
    @Override
    byte[] pack(String name, byte[] content) throws IOException {
      byte[] inner = zip("inner.txt", NEIGHBOUR, name, content);
      return zip("inner.zip", inner, "last.txt", NEIGHBOUR);
    }
  };

  private static final byte[] NEIGHBOUR =
      "Nothing is wrong with this article.".getBytes(StandardCharsets.UTF_8);

  private final String suffix;
  private final boolean neighbours;

  Packing(String suffix, boolean neighbours) {
    this.suffix = suffix;
    this.neighbours = neighbours;
  }

  /** The packed file. */
  abstract byte[] pack(String name, byte[] content) throws IOException;

  String path(String name) {
    return name + suffix;
  }

  boolean hasNeighbours() {
    return neighbours;
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  static byte[] zstd(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new ZstdOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  /** Names and contents by turns. */
  static byte[] zip(Object... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) entries[i]));
        zip.write((byte[]) entries[i + 1]);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** Names and contents by turns. */
  static byte[] tar(Object... entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        byte[] content = (byte[]) entries[i + 1];
        TarArchiveEntry entry = new TarArchiveEntry((String) entries[i]);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }
}

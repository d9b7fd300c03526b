package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.v1.FileReceipt;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/**
 * Key of a receipt in {@code news.files}.
 *
 * @param sha256 of the file's bytes, lower-case hexadecimal
 * @param path below the watched folder
 */
public record FileKey(String sha256, String feed, String path) {

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{64})/([^/]+)/(.+)", Pattern.DOTALL);

  public static FileKey of(FileReceipt receipt) {
    return new FileKey(receipt.getSha256(), receipt.getFeed(), receipt.getPath());
  }

  /** The key that these bytes are; empty where they are none. */
  static Optional<FileKey> parse(byte[] bytes) {
    Matcher key = FORM.matcher(new String(bytes, StandardCharsets.UTF_8));
    return key.matches()
        ? Optional.of(new FileKey(key.group(1), key.group(2), key.group(3)))
        : Optional.empty();
  }

  public byte[] bytes() {
    return (sha256 + "/" + feed + "/" + path).getBytes(StandardCharsets.UTF_8);
  }

  /** By the bytes of the file alone, so that one partition knows every copy of it. */
  public int partition(int partitions) {
    return partition(sha256, partitions);
  }

  static int partition(String sha256, int partitions) {
    return Utils.toPositive(Utils.murmur2(sha256.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}

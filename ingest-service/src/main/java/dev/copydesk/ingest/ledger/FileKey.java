package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.v1.FileReceipt;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Key of a receipt in {@code news.files}.
 *
 * @param sha256 of the file's bytes
 * @param path below the watched folder
 */
public record FileKey(String sha256, String feed, String path) {

  public static FileKey of(FileReceipt receipt) {
    return new FileKey(receipt.getSha256(), receipt.getFeed(), receipt.getPath());
  }

  public byte[] bytes() {
    return (sha256 + "/" + feed + "/" + path).getBytes(StandardCharsets.UTF_8);
  }

  /** By the bytes of the file alone, so that one partition knows every copy of it. */
  public int partition(int partitions) {
    return Utils.toPositive(Utils.murmur2(sha256.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}

package dev.copydesk.enrich.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;

/**
 * Remembers any number of ids in 16 MiB: a Bloom filter (Bloom, 1970) of 7 hashes, which takes one
 * in a thousand others for one of its own when it holds nine million. To replay an article that was
 * not asked for changes nothing.
 */
final class IdFilter implements Wanted {

  private static final int BITS = 1 << 27;
  private static final int HASHES = 7;

  private final BitSet bits = new BitSet(BITS);

  void add(String id) {
    ByteBuffer digest = digest(id);
    long first = digest.getLong();
    long second = digest.getLong();
    for (int i = 0; i < HASHES; i++) {
      bits.set(bit(first, second, i));
    }
  }

  @Override
  public boolean has(String id) {
    ByteBuffer digest = digest(id);
    long first = digest.getLong();
    long second = digest.getLong();
    for (int i = 0; i < HASHES; i++) {
      if (!bits.get(bit(first, second, i))) {
        return false;
      }
    }
    return true;
  }

  /** Two hashes make as many as are needed (Kirsch and Mitzenmacher, 2006). */
  private static int bit(long first, long second, int i) {
    return (int) ((first + i * second) & (BITS - 1));
  }

  private static ByteBuffer digest(String id) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

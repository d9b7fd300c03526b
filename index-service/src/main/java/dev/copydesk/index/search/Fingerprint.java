package dev.copydesk.index.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The 64-bit SimHash of a text, cut into bands so that an index finds near-identical copies by
 * equal terms: fingerprints that differ in at most {@value #MOST_BITS} bits share one of four bands
 * (Manku, Jain and Das Sarma, "Detecting near-duplicates for web crawling", WWW 2007).
 */
public final class Fingerprint {

  /** How many bits two copies of one story may differ in. */
  static final int MOST_BITS = 3;

  private static final int BANDS = MOST_BITS + 1;
  private static final int BAND_BITS = Long.SIZE / BANDS;

  private Fingerprint() {}

  /** The terms to index and to look for; none for 0, which stands for no text. */
  public static List<String> bands(long fingerprint) {
    return fingerprint == 0
        ? List.of()
        : IntStream.range(0, BANDS)
            .mapToObj(
                band ->
                    band
                        + "-"
                        + Long.toHexString(
                            fingerprint >>> band * BAND_BITS & (1L << BAND_BITS) - 1))
            .toList();
  }

  static boolean areCopies(long one, long other) {
    return one != 0 && other != 0 && Long.bitCount(one ^ other) <= MOST_BITS;
  }
}

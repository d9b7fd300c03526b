package dev.copydesk.ingest.format.archive;

/**
 * How much an archive may unpack to.
 *
 * @param unpacked bytes of all that a dropped file unpacks to, archives in it counted again
 * @param ratio bytes unpacked for a byte packed, beyond the first 16 MiB
 * @param entries in a dropped file, those of archives in it included
 * @param nesting archives within archives; {@code .tar.gz} has two
 */
public record ArchiveLimits(long unpacked, int ratio, int entries, int nesting) {

  public static final ArchiveLimits DEFAULT = new ArchiveLimits(16L << 30, 200, 1_000_000, 4);
}

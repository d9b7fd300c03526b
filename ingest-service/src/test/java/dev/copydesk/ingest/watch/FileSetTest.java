package dev.copydesk.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FileSetTest {

  private static FileStamp stamp(int i) {
    return new FileStamp(i % 3, FileTime.fromMillis(i % 5), null);
  }

  /** Whatever is done to it, it answers as a plain set does. */
  @RepeatedTest(5)
  void holdsWhatWasAddedUntilASweepMissesIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    FileSet set = new FileSet(Integer.MAX_VALUE);
    Set<Integer> plain = new HashSet<>();
    Set<Integer> met = new HashSet<>();
    for (int step = 0; step < 50_000; step++) {
      int i = random.nextInt(20_000);
      switch (random.nextInt(1000)) {
        case 0 -> {
          set.sweep();
          plain.retainAll(met);
          met.clear();
        }
        default -> {
          if (random.nextBoolean()) {
            assertThat(set.add("f" + i, stamp(i))).isTrue();
            plain.add(i);
            met.add(i);
          } else {
            assertThat(set.meets("f" + i, stamp(i)))
                .as("seed " + seed)
                .isEqualTo(plain.contains(i));
            if (plain.contains(i)) {
              met.add(i);
            }
          }
        }
      }
    }
    assertThat(set.size()).as("seed " + seed).isEqualTo(plain.size());
  }

  @Test
  void aChangedFileIsAnother() {
    FileSet set = new FileSet(10);
    set.add("a", stamp(1));
    assertThat(set.meets("a", stamp(1))).isTrue();
    assertThat(set.meets("a", stamp(2))).isFalse();
    set.clear();
    assertThat(set.meets("a", stamp(1))).isFalse();
  }

  @Test
  void saysWhenItIsFull() {
    FileSet set = new FileSet(2);
    assertThat(set.add("a", stamp(1))).isTrue();
    assertThat(set.add("b", stamp(1))).isTrue();
    assertThat(set.isFull()).isTrue();
    assertThat(set.add("c", stamp(1))).isFalse();
    assertThat(set.add("a", stamp(1))).isTrue();
  }
}

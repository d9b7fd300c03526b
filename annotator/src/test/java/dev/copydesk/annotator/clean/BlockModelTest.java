package dev.copydesk.annotator.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.annotator.page.Block;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockModelTest {

  @ParameterizedTest
  @ValueSource(strings = {"blocks-html.model", "blocks-text.model"})
  void theModelsOfTheJarAreWrittenAsTheyAreRead(String resource) {
    BlockModel model = BlockModel.load(resource);

    assertThat(BlockModel.parse(model.lines()).lines()).isEqualTo(model.lines());
    assertThat(model.second().trees()).isNotEmpty();
    assertThat(model.second().trees())
        .allSatisfy(
            tree ->
                assertThat(IntStream.of(tree.signals()).max().orElseThrow())
                    .isLessThan(BlockSignals.NAMES.size()));
  }

  @Test
  void aLineThatIsNoPartOfAModelIsRefused() {
    assertThatThrownBy(() -> BlockModel.parse(List.of("leaf\t1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("leaf");
  }

  @Test
  void treesGoLeftUpToTheLimit() {
    Trees trees = new Trees(List.of(Trees.tree("0:1.5 -2 1:3 0.5 4"), Trees.tree("1")));

    assertThat(trees.score(new float[] {1.5f, 9})).isEqualTo(-1);
    assertThat(trees.score(new float[] {2, 3})).isEqualTo(1.5);
    assertThat(trees.score(new float[] {2, 4})).isEqualTo(5);
    assertThat(trees.lines()).containsExactly("0:1.5 -2.0 1:3.0 0.5 4.0", "1.0");
  }

  /** Exclusive or: no single signal tells, two together do. */
  @Test
  void boostingLearnsWhatNoSignalTellsAlone() {
    Random random = new Random(7);
    float[][] rows = new float[4000][3];
    float[] weights = new float[rows.length];
    boolean[] yes = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int s = 0; s < 3; s++) {
        rows[i][s] = random.nextFloat();
      }
      weights[i] = 1;
      yes[i] = rows[i][0] > 0.5 ^ rows[i][2] > 0.5;
    }
    Trees trees = new Boosting(rows, weights, yes, new Boosting.Size(120, 3, 0.1)).fit();

    assertThat(trees.score(new float[] {0.1f, 0.5f, 0.9f})).isPositive();
    assertThat(trees.score(new float[] {0.9f, 0.5f, 0.1f})).isPositive();
    assertThat(trees.score(new float[] {0.1f, 0.5f, 0.1f})).isNegative();
    assertThat(trees.score(new float[] {0.9f, 0.5f, 0.9f})).isNegative();
    assertThat(new Boosting(rows, weights, yes, new Boosting.Size(120, 3, 0.1)).fit().lines())
        .isEqualTo(trees.lines());
  }

  @Test
  void aGoldCopyMarksBlocksInTheirOrder() {
    GoldCopy gold =
        new GoldCopy(
            "The council met on Monday to vote on the trees.\n\nNews\n\n"
                + "It was agreed that all of them are to stay where they are.");
    List<Block> blocks =
        Stream.of(
                "News",
                "The council met on Monday to vote on the trees.",
                "News",
                "It was agreed that all of them are to stay where they are.",
                "News")
            .map(Block::line)
            .toList();

    assertThat(gold.marks(blocks)).containsExactly(false, true, true, true, false);
  }

  @Test
  void shinglesCountRunsOfFourWords() {
    Shingles half = Shingles.compare("a b c d e f", "a b c d e");

    assertThat(half.precision()).isEqualTo(1);
    assertThat(half.recall()).isEqualTo(2.0 / 3);
    assertThat(half.exact()).isFalse();
    assertThat(Shingles.compare("A promise, kept.", "A promise kept").exact()).isTrue();
  }
}

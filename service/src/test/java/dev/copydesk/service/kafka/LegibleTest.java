package dev.copydesk.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LegibleTest {

  private static final byte[] TEXT = "Café\nclosed".getBytes(StandardCharsets.UTF_8);

  @Test
  void textStaysTextAndACharacterThatTheCutWentThroughIsLeftOut() {
    assertThat(Legible.of(TEXT, 100)).isEqualTo(new Legible("Café\nclosed", false, false));
    assertThat(Legible.of(TEXT, 4)).isEqualTo(new Legible("Caf", false, true));
  }

  @Test
  void whatIsNoTextIsShownInHex() {
    assertThat(Legible.of(new byte[] {0, 0, 'A', (byte) 0xff}, 100))
        .isEqualTo(new Legible("00000000  00 00 41 ff" + " ".repeat(36) + "  ..A.\n", true, false));
    assertThat(Legible.of("torn é".getBytes(StandardCharsets.ISO_8859_1), 100).hex()).isTrue();
    assertThat(Legible.inHex(TEXT, 1).text()).startsWith("00000000  43 ").endsWith("  C\n");
  }

  @Test
  void aLineADumpIsSixteenBytes() {
    assertThat(Legible.inHex(new byte[33], 100).text().lines()).hasSize(3);
  }

  @Test
  void nothingIsEmptyText() {
    assertThat(Legible.of(null, 100)).isEqualTo(new Legible("", false, false));
  }

  @Test
  void inOnePiece() {
    assertThat(Legible.whole(TEXT)).isEqualTo("Café\nclosed");
    assertThat(Legible.whole(new byte[] {0, 1})).isEqualTo("0x0001");
  }
}

package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.standalone.StartupCaches.State;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupCachesTest {

  @ParameterizedTest
  @CsvSource({
    "-Xmx768m, 'mixed mode, sharing', OFF",
    "-Xmx768m -XX:AOTMode=record -XX:AOTConfiguration=c, mixed mode, RECORDED",
    "-Xmx768m -XX:AOTCache=a.aot, 'mixed mode, sharing', USED",
    "-Xmx768m -XX:AOTCache=a.aot, mixed mode, REFUSED",
  })
  void howThisJvmWasStarted(String arguments, String info, State state) {
    assertThat(State.of(List.of(arguments.split(" ")), info)).isEqualTo(state);
  }
}

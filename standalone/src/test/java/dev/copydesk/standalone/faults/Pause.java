package dev.copydesk.standalone.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** How long a fault lasts is what is tested; nothing is waited for. */
final class Pause {

  private Pause() {}

  static void of(Duration time) {
    await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
  }
}

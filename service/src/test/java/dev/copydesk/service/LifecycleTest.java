package dev.copydesk.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  @Test
  void closesEverythingInReverseWhateverFails() {
    List<String> closed = new ArrayList<>();
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.add("broker", () -> closed.add("broker"));
    lifecycle.add(
        "registry",
        () -> {
          closed.add("registry");
          throw new IllegalArgumentException("stuck");
        });
    lifecycle.add("ingest", () -> closed.add("ingest"));

    Throwable failure = catchThrowable(lifecycle::close);

    assertThat(closed).containsExactly("ingest", "registry", "broker");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0])
        .hasMessageContaining("registry")
        .hasRootCauseMessage("stuck");
    assertThat(catchThrowable(lifecycle::close)).as("closing again does nothing").isNull();
  }
}

package dev.copydesk.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What a process asks itself when somebody wants to know whether it lives and whether it is ready.
 */
public final class Health {

  /**
   * The answer to one question.
   *
   * @param trouble empty where all is well, else what is wrong and what helps
   */
  public record Finding(String name, Optional<String> trouble) {}

  private record Question(String name, Supplier<Optional<String>> trouble) {
    Finding ask() {
      return new Finding(name, trouble.get());
    }
  }

  private final List<Question> live = new CopyOnWriteArrayList<>();
  private final List<Question> ready = new CopyOnWriteArrayList<>();

  /** Adds a question whose trouble only a restart mends. */
  public void addLiveness(String name, Supplier<Optional<String>> trouble) {
    live.add(new Question(name, trouble));
  }

  /** Adds a question whose trouble is waited out. */
  public void addReadiness(String name, Supplier<Optional<String>> trouble) {
    ready.add(new Question(name, trouble));
  }

  public List<Finding> liveness() {
    return live.stream().map(Question::ask).toList();
  }

  public List<Finding> readiness() {
    return ready.stream().map(Question::ask).toList();
  }

  /** Drops all questions, and so whoever answers them. */
  void forget() {
    live.clear();
    ready.clear();
  }
}

package dev.copydesk.standalone.faults;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Where everything lies at a time.
 *
 * @param ends by origin
 * @param ids of the enriched articles, by origin
 */
record Sight(Map<String, Ends> ends, Map<String, String> ids) {

  /** What is somewhere too few times, in words. */
  List<String> lost(Collection<Input> inputs) {
    return those(inputs, Ends::isLessThan);
  }

  /** What is somewhere too many times, in words. */
  List<String> duplicated(Collection<Input> inputs) {
    return those(inputs, (actual, expected) -> expected.isLessThan(actual));
  }

  private List<String> those(Collection<Input> inputs, BiPredicate<Ends, Ends> isWrong) {
    return inputs.stream()
        .filter(input -> isWrong.test(at(input), input.expected()))
        .map(input -> input + " is at " + at(input))
        .toList();
  }

  /** Where it lies. */
  Ends at(Input input) {
    return ends.getOrDefault(input.origin(), Ends.NONE);
  }

  /** Origins of what lies somewhere, but was not dropped. */
  Set<String> strangers(Collection<Input> inputs) {
    Set<String> dropped = inputs.stream().map(Input::origin).collect(Collectors.toSet());
    return ends.keySet().stream()
        .filter(origin -> !dropped.contains(origin))
        .collect(Collectors.toSet());
  }
}

package dev.pagewarden.maven;

import java.util.ArrayList;
import java.util.List;

/** The agent's options in the form that its argument takes: {@code name=value,name=value}. */
final class AgentOptions {
  private final List<String> options = new ArrayList<>();

  /**
   * Adds an option unless it has no value.
   *
   * @throws IllegalArgumentException if the value has a comma, which the agent takes for its end
   */
  void add(String name, String value) {
    if (value == null || value.isBlank()) {
      return;
    }
    if (value.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "The agent's option " + name + " cannot hold a comma: " + value);
    }
    options.add(name + "=" + value.strip());
  }

  /** Adds an option of several values unless there is none. */
  void add(String name, List<String> values) {
    add(name, values == null ? null : String.join(":", values));
  }

  @Override
  public String toString() {
    return String.join(",", options);
  }
}

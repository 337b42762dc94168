package dev.pagewarden.contract.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with configuration files, so that all of it can be told at once. */
public final class Mistakes {
  private final List<String> messages = new ArrayList<>();

  /**
   * Notes a mistake.
   *
   * @param place where it stands
   * @param what what is wrong
   * @param mend how to mend it, as an imperative phrase
   */
  public void add(Place place, String what, String mend) {
    messages.add(place + ": " + what + "; " + mend);
  }

  /** Returns the mistakes in the order found, each as {@code file:line:column: what; mend}. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Returns how many there are. */
  public int count() {
    return messages.size();
  }
}

package dev.pagewarden.detectors;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts sentences one after the other. */
final class Sentences {
  private Sentences() {}

  /** Joins the sentences that are not empty. */
  static String join(String... sentences) {
    return Stream.of(sentences).filter(s -> !s.isEmpty()).collect(Collectors.joining(" "));
  }
}

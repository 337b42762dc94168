package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void the_arguments_of_the_build_are_kept() {
    assertEquals("1", System.getProperty("from.property"));
    assertEquals("a b", System.getProperty("with.blank"));
    assertEquals("2", System.getProperty("from.configuration"));
  }
}

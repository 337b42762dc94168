package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlainIT {
  @Test
  void runs() {
    assertTrue(true);
  }
}

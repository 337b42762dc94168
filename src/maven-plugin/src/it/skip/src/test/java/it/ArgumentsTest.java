package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void the_property_resolves_without_the_agent() {
    assertEquals("2", System.getProperty("from.configuration"));
    String arguments = ManagementFactory.getRuntimeMXBean().getInputArguments().toString();
    assertFalse(arguments.contains("pagewarden-agent"), arguments);
  }
}

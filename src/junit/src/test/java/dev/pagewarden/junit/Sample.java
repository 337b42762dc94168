package dev.pagewarden.junit;

import dev.pagewarden.agent.TestMonitor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the tests run; surefire passes them by, for their name. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class Sample {
  private static final String NAME = Sample.class.getName();

  @Test
  void clean() {}

  @Test
  void faulty() {
    TestMonitor.fault(NAME + ".faulty", "a.B.c(B.java:3) uses X.page() of a table. Instead, y");
  }

  @AfterEach
  void tidyUp(org.junit.jupiter.api.TestInfo info) {
    if (info.getDisplayName().startsWith("late")) {
      TestMonitor.fault(NAME + ".late", "one", "two");
    }
  }

  @Test
  void late() {}

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void numbered(int number) {
    if (number == 5) {
      TestMonitor.fault(NAME + ".numbered[2]", "five");
    }
  }

  @TestFactory
  Stream<DynamicTest> made() {
    return Stream.of(
        DynamicTest.dynamicTest("any", () -> {}),
        DynamicTest.dynamicTest("faulty", () -> TestMonitor.fault(NAME + ".made[2]", "made")));
  }

  @Nested
  class Inner {
    @Test
    void nested() {}
  }

  @AfterAll
  static void end() {
    TestMonitor.fault(NAME, "at the end");
  }
}

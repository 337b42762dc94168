package dev.pagewarden.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.pagewarden.agent.TestMonitor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class TestsAreToldTest {
  private static final String NAME = Sample.class.getName();

  @Test
  void tests_are_told_by_name_and_fail_for_what_is_held_against_them() {
    Map<String, String> failures = run();
    assertEquals(
        List.of(
            "start " + NAME + " (no test)",
            "start " + NAME + ".clean",
            "end " + NAME + ".clean",
            "start " + NAME + ".faulty",
            "end " + NAME + ".faulty",
            "start " + NAME + ".late",
            "end " + NAME + ".late",
            "start " + NAME + ".made (no test)",
            "start " + NAME + ".made[1]",
            "end " + NAME + ".made[1]",
            "start " + NAME + ".made[2]",
            "end " + NAME + ".made[2]",
            "end " + NAME + ".made",
            "start " + NAME + ".numbered (no test)",
            "start " + NAME + ".numbered[1]",
            "end " + NAME + ".numbered[1]",
            "start " + NAME + ".numbered[2]",
            "end " + NAME + ".numbered[2]",
            "end " + NAME + ".numbered",
            "start " + NAME + "$Inner (no test)",
            "start " + NAME + "$Inner.nested",
            "end " + NAME + "$Inner.nested",
            "end " + NAME + "$Inner",
            "end " + NAME),
        TestMonitor.told(NAME));
    String one = "an importer reached for the exporter's pages: ";
    assertEquals(
        Map.of(
            NAME + ".faulty",
            one + "a.B.c(B.java:3) uses X.page() of a table. Instead, y.",
            NAME + ".late",
            "importers reached for the exporter's pages at 2 places:\n- one.\n- two.",
            NAME + ".made[2]",
            one + "made.",
            NAME + ".numbered[2]",
            one + "five.",
            NAME,
            one + "at the end."),
        failures);
  }

  /** Runs the samples, with extensions detected; returns messages of failures by name. */
  private static Map<String, String> run() {
    Map<String, String> failures = new TreeMap<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result
                .getThrowable()
                .ifPresent(e -> failures.put(TestListener.name(test), e.getMessage()));
          }
        };
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Sample.class))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .build(),
            listener);
    return failures;
  }
}

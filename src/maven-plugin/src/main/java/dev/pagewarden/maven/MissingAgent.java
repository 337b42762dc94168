package dev.pagewarden.maven;

import dev.pagewarden.evidence.Preparation;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Which runs of tests a build may make, why some will be without the agent, and the change that
 * mends it. A build that says nothing here is the commonest way to believe that importers are clean
 * when nobody has looked.
 *
 * @param propertyName the property that prepare-agent extends
 * @param plugins the build's plugins, as in the effective POM
 * @param projectProperties the project's properties after prepare-agent
 * @param userProperties what was set on the command line
 */
record MissingAgent(
    String propertyName,
    List<Plugin> plugins,
    Properties projectProperties,
    Properties userProperties) {
  private static final String GROUP = "org.apache.maven.plugins:";
  private static final Set<String> TEST_GOALS = Set.of("test", "integration-test");
  private static final Set<String> DEFAULT_IDS = Set.of("default", "default-test");
  private static final Pattern REFERENCE = Pattern.compile("[$@]\\{([^}]+)}");
  private static final int DEEPEST_REFERENCE = 5;

  /** What a build without prepare-agent is told. */
  static final String NOT_PREPARED =
      """
      prepare-agent has not run in this build. Add to pagewarden-maven-plugin:
        <executions>
          <execution>
            <goals>
              <goal>prepare-agent</goal>
            </goals>
          </execution>
        </executions>""";

  /**
   * Returns the runs of tests that the POM tells of.
   *
   * @param buildDirectory the project's, where reports go by default
   */
  List<Preparation.TestRun> testRuns(String buildDirectory) {
    List<Preparation.TestRun> runs = new ArrayList<>();
    for (String name : List.of("surefire", "failsafe")) {
      for (Plugin plugin : plugins) {
        if (plugin.getKey().equals(GROUP + "maven-" + name + "-plugin")) {
          addRuns(name, plugin, new File(buildDirectory, name + "-reports"), runs);
        }
      }
    }
    return runs.stream().distinct().toList();
  }

  /** In an effective POM, each execution has the plugin's configuration merged into its own. */
  private void addRuns(String name, Plugin plugin, File reports, List<Preparation.TestRun> runs) {
    boolean executed = false;
    for (PluginExecution execution : plugin.getExecutions()) {
      if (!"none".equals(execution.getPhase()) && runsTests(execution)) {
        executed = true;
        String of = DEFAULT_IDS.contains(execution.getId()) ? "" : execution.getId();
        runs.add(run(name, of, configuration(execution), reports));
      }
    }
    if (!executed) {
      runs.add(run(name, "", configuration(plugin), reports));
    }
  }

  private static boolean runsTests(PluginExecution execution) {
    return execution.getGoals().isEmpty()
        || execution.getGoals().stream().anyMatch(TEST_GOALS::contains);
  }

  private Preparation.TestRun run(
      String name, String execution, Xpp3Dom configuration, File reports) {
    String own = value(configuration, "reportsDirectory");
    String who = execution.isEmpty() ? name : name + " (execution " + execution + ")";
    return new Preparation.TestRun(
        own == null ? reports.getPath() : own, obstacle(who, configuration));
  }

  /** Returns what keeps the agent out, or null if nothing is known to. */
  private String obstacle(String who, Xpp3Dom configuration) {
    if (isZero(setting(configuration, "forkCount"))
        || "never".equals(setting(configuration, "forkMode"))) {
      return """
          %s runs the tests inside Maven's own JVM, where no agent can be attached. Let it fork:
            <forkCount>1</forkCount>"""
          .formatted(who);
    }
    if (isAgent(configuration.toString())) {
      return null;
    }
    String argLine = value(configuration, "argLine");
    String given = userProperties.getProperty(propertyName);
    if (argLine == null) {
      if (!propertyName.equals("argLine")) {
        return notTakenIn(who);
      }
      return given == null || mayHoldAgent(given) ? null : hidingOnCommandLine();
    }
    if (mayHoldAgent(argLine)) {
      return null;
    }
    boolean takesIn = argLine.contains("{" + propertyName + "}");
    return takesIn && given != null ? hidingOnCommandLine() : hiding(who, argLine);
  }

  private String hiding(String who, String argLine) {
    return """
        %1$s's <argLine> is "%2$s" and lacks @{%3$s}. Change it:
          <argLine>@{%3$s} %2$s</argLine>"""
        .formatted(who, argLine, propertyName);
  }

  private String hidingOnCommandLine() {
    return "-D%s on the command line hides what prepare-agent has set. Leave it out there."
        .formatted(propertyName);
  }

  private String notTakenIn(String who) {
    return """
        %1$s has no <argLine>, so what prepare-agent puts into %2$s never gets there. Add:
          <argLine>@{%2$s}</argLine>"""
        .formatted(who, propertyName);
  }

  /** Whether the agent is in it, or a property of which nobody knows yet what it will be. */
  private boolean mayHoldAgent(String argLine) {
    String resolved = argLine;
    for (int depth = 0; depth < DEEPEST_REFERENCE && !isAgent(resolved); depth++) {
      Matcher reference = REFERENCE.matcher(resolved);
      if (!reference.find()) {
        return false;
      }
      String value = property(reference.group(1));
      if (value == null) {
        return true;
      }
      resolved = resolved.replace(reference.group(), value);
    }
    return true;
  }

  private String setting(Xpp3Dom configuration, String name) {
    String configured = value(configuration, name);
    return configured == null ? property(name) : configured;
  }

  private String property(String name) {
    String given = userProperties.getProperty(name);
    return given == null ? projectProperties.getProperty(name) : given;
  }

  private static boolean isZero(String forkCount) {
    return forkCount != null && forkCount.matches("0+(\\.0+)?C?");
  }

  private static boolean isAgent(String text) {
    return text.contains("pagewarden-agent");
  }

  private static Xpp3Dom configuration(ConfigurationContainer container) {
    return container.getConfiguration() instanceof Xpp3Dom configuration
        ? configuration
        : new Xpp3Dom("configuration");
  }

  private static String value(Xpp3Dom configuration, String name) {
    Xpp3Dom child = configuration.getChild(name);
    return child == null || child.getValue() == null ? null : child.getValue().strip();
  }
}

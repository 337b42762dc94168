package dev.pagewarden.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Why tests ran without the agent, and the change that mends it. A build that says nothing here is
 * the commonest way to believe that importers are clean when nobody has looked.
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

  /** The reasons that can be told from the build, each with its remedy; at least one. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!isAgent(projectProperties.getProperty(propertyName))) {
      reasons.add(notPrepared());
    }
    String given = userProperties.getProperty(propertyName);
    if (given != null && !isAgent(given)) {
      reasons.add(
          "-D%s on the command line hides what prepare-agent has set. Leave it out, or set another property there."
              .formatted(propertyName));
    }
    reasonsOf("surefire", reasons);
    reasonsOf("failsafe", reasons);
    if (reasons.isEmpty()) {
      reasons.add(
          "The cause is not in the POM; the test JVM's own output says what the agent met.");
    }
    return reasons;
  }

  private String notPrepared() {
    return """
        prepare-agent has not run in this build. Add to pagewarden-maven-plugin:
          <executions>
            <execution>
              <goals>
                <goal>prepare-agent</goal>
              </goals>
            </execution>
          </executions>""";
  }

  private void reasonsOf(String name, List<String> reasons) {
    for (Plugin plugin : plugins) {
      if (plugin.getKey().equals(GROUP + "maven-" + name + "-plugin")) {
        reasonOf(name, plugin).ifPresent(reasons::add);
        plugin.getExecutions().forEach(e -> reasonOf(name, e).ifPresent(reasons::add));
      }
    }
  }

  private Optional<String> reasonOf(String name, ConfigurationContainer container) {
    if (!(container.getConfiguration() instanceof Xpp3Dom configuration)) {
      return Optional.empty();
    }
    if ("0".equals(value(configuration, "forkCount"))
        || "never".equals(value(configuration, "forkMode"))) {
      return Optional.of(
          """
          %s runs the tests inside Maven's own JVM, where no agent can be attached. Let it fork:
            <forkCount>1</forkCount>"""
              .formatted(name));
    }
    String argLine = value(configuration, "argLine");
    if (argLine == null || isAgent(argLine) || argLine.contains("@{" + propertyName + "}")) {
      return Optional.empty();
    }
    return Optional.of(
        """
        %1$s's <argLine> is "%2$s" and lacks @{%3$s}. Change it:
          <argLine>@{%3$s} %2$s</argLine>"""
            .formatted(name, argLine, propertyName));
  }

  private static boolean isAgent(String argLine) {
    return argLine != null && argLine.contains("pagewarden-agent");
  }

  private static String value(Xpp3Dom configuration, String name) {
    Xpp3Dom child = configuration.getChild(name);
    return child == null || child.getValue() == null ? null : child.getValue().strip();
  }
}

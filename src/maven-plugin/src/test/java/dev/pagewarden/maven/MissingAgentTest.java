package dev.pagewarden.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.Preparation;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingAgentTest {
  private final Properties project = new Properties();
  private final Properties user = new Properties();

  MissingAgentTest() {
    project.setProperty("argLine", "-javaagent:/r/pagewarden-agent-1.jar=destdir=/t");
  }

  @Test
  void an_arg_line_without_the_property_is_named_with_its_remedy() throws Exception {
    assertEquals(
        "surefire's <argLine> is \"-Xmx1g\" and lacks @{argLine}. Change it:\n"
            + "  <argLine>@{argLine} -Xmx1g</argLine>",
        obstacle("<argLine> -Xmx1g </argLine>"));
  }

  @Test
  void each_execution_is_looked_at_by_itself() throws Exception {
    Plugin failsafe = plugin("maven-failsafe-plugin");
    failsafe.addExecution(execution("default", "", "integration-test"));
    failsafe.addExecution(execution("db", "<argLine>-ea</argLine>", "integration-test", "verify"));
    failsafe.addExecution(execution("off", "<argLine>-ea</argLine>", "verify"));
    PluginExecution unbound = execution("unbound", "<argLine>-ea</argLine>", "integration-test");
    unbound.setPhase("none");
    failsafe.addExecution(unbound);
    List<Preparation.TestRun> runs = runs(failsafe);
    assertEquals(2, runs.size(), runs.toString());
    assertEquals(null, runs.get(0).obstacle());
    assertTrue(runs.get(1).obstacle().startsWith("failsafe (execution db)'s <argLine> is \"-ea\""));
    assertEquals("/b/failsafe-reports", runs.get(1).reports());
  }

  @Test
  void reports_may_go_elsewhere() throws Exception {
    Plugin surefire = surefire("<reportsDirectory>/elsewhere</reportsDirectory>");
    assertEquals("/elsewhere", runs(surefire).get(0).reports());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<forkCount>0</forkCount>",
        "<forkCount>0C</forkCount>",
        "<forkMode>never</forkMode>"
      })
  void tests_in_mavens_own_jvm_are_told_to_fork(String configuration) throws Exception {
    assertEquals(
        "surefire runs the tests inside Maven's own JVM, where no agent can be attached. Let it"
            + " fork:\n  <forkCount>1</forkCount>",
        obstacle(configuration));
  }

  @Test
  void a_fork_count_on_the_command_line_counts() throws Exception {
    user.setProperty("forkCount", "0");
    assertTrue(obstacle("").contains("<forkCount>1</forkCount>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<argLine>-ea @{argLine}</argLine>",
        "<argLine>${argLine} -ea</argLine>",
        "<argLine>@{through} -ea</argLine>",
        "<argLine>@{set.later}</argLine>",
        "<argLine>-javaagent:pagewarden-agent.jar</argLine>",
        "<argLine>-ea</argLine><environmentVariables><JAVA_TOOL_OPTIONS>"
            + "-javaagent:pagewarden-agent.jar</JAVA_TOOL_OPTIONS></environmentVariables>",
        "<forkCount>2</forkCount>"
      })
  void where_the_agent_gets_in_there_is_no_obstacle(String configuration) throws Exception {
    project.setProperty("through", "-Xmx1g @{argLine}");
    assertEquals(null, obstacle(configuration));
  }

  @Test
  void a_property_that_is_not_surefires_has_to_be_taken_in() throws Exception {
    project.setProperty("ours", project.getProperty("argLine"));
    assertEquals(
        "surefire has no <argLine>, so what prepare-agent puts into ours never gets there. Add:\n"
            + "  <argLine>@{ours}</argLine>",
        new MissingAgent("ours", List.of(surefire("")), project, user)
            .testRuns("/b")
            .get(0)
            .obstacle());
    assertEquals(
        null,
        new MissingAgent("ours", List.of(surefire("<argLine>@{ours}</argLine>")), project, user)
            .testRuns("/b")
            .get(0)
            .obstacle());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<argLine>@{argLine} -ea</argLine>"})
  void a_property_on_the_command_line_hides_ours(String configuration) throws Exception {
    user.setProperty("argLine", "-Xmx2g");
    assertEquals(
        "-DargLine on the command line hides what prepare-agent has set. Leave it out there.",
        obstacle(configuration));
  }

  private String obstacle(String configuration) throws Exception {
    List<Preparation.TestRun> runs = runs(surefire(configuration));
    assertEquals(1, runs.size());
    return runs.get(0).obstacle();
  }

  private List<Preparation.TestRun> runs(Plugin... plugins) {
    return new MissingAgent("argLine", List.of(plugins), project, user).testRuns("/b");
  }

  private static Plugin surefire(String configuration) throws Exception {
    Plugin plugin = plugin("maven-surefire-plugin");
    plugin.addExecution(execution("default-test", configuration, "test"));
    return plugin;
  }

  private static PluginExecution execution(String id, String configuration, String... goals)
      throws Exception {
    PluginExecution execution = new PluginExecution();
    execution.setId(id);
    execution.setGoals(new ArrayList<>(List.of(goals)));
    execution.setConfiguration(dom(configuration));
    return execution;
  }

  private static Xpp3Dom dom(String configuration) throws Exception {
    return Xpp3DomBuilder.build(
        new StringReader("<configuration>" + configuration + "</configuration>"));
  }

  private static Plugin plugin(String artifactId) {
    Plugin plugin = new Plugin();
    plugin.setArtifactId(artifactId);
    return plugin;
  }
}

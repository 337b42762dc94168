package dev.pagewarden.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class MissingAgentTest {
  private final Properties project = new Properties();
  private final Properties user = new Properties();

  MissingAgentTest() {
    project.setProperty("argLine", "-javaagent:/r/pagewarden-agent-1.jar=destdir=/t");
  }

  @Test
  void an_arg_line_without_the_property_is_named_with_its_remedy() throws Exception {
    assertEquals(
        List.of(
            "surefire's <argLine> is \"-Xmx1g\" and lacks @{argLine}. Change it:\n"
                + "  <argLine>@{argLine} -Xmx1g</argLine>"),
        reasons(surefire("<argLine> -Xmx1g </argLine>")));
  }

  @Test
  void an_arg_line_of_one_execution_is_seen_too() throws Exception {
    Plugin failsafe = plugin("maven-failsafe-plugin");
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration><argLine>-ea</argLine></configuration>")));
    failsafe.addExecution(execution);
    assertTrue(reasons(failsafe).get(0).startsWith("failsafe's <argLine> is \"-ea\""));
  }

  @Test
  void tests_in_mavens_own_jvm_are_told_to_fork() throws Exception {
    assertTrue(reasons(surefire("<forkCount>0</forkCount>")).get(0).contains("<forkCount>1"));
    assertTrue(reasons(surefire("<forkMode>never</forkMode>")).get(0).contains("<forkCount>1"));
  }

  @Test
  void an_arg_line_that_takes_the_property_in_is_not_the_cause() throws Exception {
    List<String> reasons = reasons(surefire("<argLine>-ea @{argLine}</argLine>"));
    assertEquals(1, reasons.size());
    assertTrue(reasons.get(0).startsWith("The cause is not in the POM"), reasons.get(0));
  }

  @Test
  void a_build_without_prepare_agent_is_shown_how_to_add_it() throws Exception {
    project.setProperty("argLine", "-Xmx1g");
    assertTrue(reasons().get(0).contains("<goal>prepare-agent</goal>"));
  }

  @Test
  void a_property_on_the_command_line_hides_ours() throws Exception {
    user.setProperty("argLine", "-Xmx2g");
    assertTrue(reasons().get(0).startsWith("-DargLine on the command line hides"));
  }

  private List<String> reasons(Plugin... plugins) {
    return new MissingAgent("argLine", List.of(plugins), project, user).reasons();
  }

  private static Plugin surefire(String configuration) throws Exception {
    Plugin plugin = plugin("maven-surefire-plugin");
    plugin.setConfiguration(
        Xpp3DomBuilder.build(
            new StringReader("<configuration>" + configuration + "</configuration>")));
    return plugin;
  }

  private static Plugin plugin(String artifactId) {
    Plugin plugin = new Plugin();
    plugin.setArtifactId(artifactId);
    return plugin;
  }
}

package dev.pagewarden.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArgLineTest {
  private static final String JAR = "/repo/pagewarden-agent-1.jar";
  private static final String AGENT = "-javaagent:" + JAR + "=destdir=/t";

  @Test
  void an_undefined_argument_line_becomes_the_agent_alone() {
    assertEquals(AGENT, withAgent(null));
    assertEquals(AGENT, withAgent("  \n "));
  }

  @Test
  void the_agent_comes_behind_other_arguments() {
    assertEquals(
        "-Xmx1g -javaagent:/j/jacoco.jar=x=y " + AGENT,
        withAgent("-Xmx1g -javaagent:/j/jacoco.jar=x=y"));
  }

  @Test
  void an_earlier_agent_of_ours_is_replaced_whatever_its_options() {
    assertEquals("-Xmx1g -ea " + AGENT, withAgent("-Xmx1g -javaagent:" + JAR + "=old=1 -ea"));
    assertEquals(AGENT, withAgent("\"-javaagent:" + JAR + "=destdir=/a b\""));
    assertEquals(AGENT, withAgent("-javaagent:" + JAR));
  }

  @Test
  void an_agent_whose_jar_only_begins_like_ours_stays() {
    String other = "-javaagent:" + JAR + ".other";
    assertEquals(other + " " + AGENT, withAgent(other));
  }

  @Test
  void quoting_of_other_arguments_is_kept_to_the_letter() {
    String others = "-Da=\"b c\" '-De=f \"g\"' -Dw=C:\\x\\y";
    assertEquals(others + " " + AGENT, withAgent(others));
  }

  @Test
  void line_breaks_separate_arguments() {
    assertEquals("-Xmx1g -ea " + AGENT, withAgent("-Xmx1g\n    -ea\n"));
  }

  @Test
  void an_argument_with_a_blank_is_quoted() {
    assertEquals("\"-javaagent:/a b/x.jar\"", ArgLine.quoted("-javaagent:/a b/x.jar"));
    assertEquals("\"/it's/x\"", ArgLine.quoted("/it's/x"));
    assertEquals("'/say \"x\"/x'", ArgLine.quoted("/say \"x\"/x"));
    assertEquals("/plain/x", ArgLine.quoted("/plain/x"));
  }

  @Test
  void an_argument_with_both_quotes_is_refused() {
    var e = assertThrows(IllegalArgumentException.class, () -> ArgLine.quoted("/a'b\"c"));
    assertEquals(
        "cannot be quoted for argLine, since it holds both ' and \": /a'b\"c", e.getMessage());
  }

  private static String withAgent(String old) {
    return new ArgLine(old).withAgent(JAR, AGENT).toString();
  }
}

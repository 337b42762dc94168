package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.SiteTally;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2, Lucene and Tomcat do what they do, with the agent and without it. */
class ProgramsIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"Database", "Search", "Server"})
  void programs_that_others_wrote_run_as_ever(String program) throws Exception {
    ChildJvm.Result without = run("without", program, false);
    ChildJvm.Result with = run("with", program, true);
    assertEquals(0, without.exit(), without.err());
    assertEquals(0, with.exit(), with.err());
    assertFalse(without.out().isEmpty());
    assertEquals(without.out(), with.out());
    assertFalse(with.err().contains(Troubles.PREFIX), with.err());
    // H2 has a Page of its own, which our contract takes for one; nothing lends it.
    assertTrue(with.read().tallies().stream().noneMatch(SiteTally::touched));
  }

  private ChildJvm.Result run(String directory, String program, boolean agent) throws Exception {
    ChildJvm jvm =
        ChildJvm.in(Files.createDirectory(home.resolve(directory)))
            .withClassPath(System.getProperty("surefire.test.class.path"));
    return (agent ? jvm : jvm.withoutAgent()).run("sample.programs." + program);
  }
}

package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to Java Flight Recorder and to JMX, and that nothing is loaded where nothing goes. */
class FlightIT {
  @TempDir Path home;

  @Test
  void a_recording_has_maps_accesses_with_stacks_and_counts() throws Exception {
    Path recording = home.resolve("flight.jfr");
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withJvmOptions("-Xlog:jfr=off", "-XX:StartFlightRecording=filename=" + recording)
            .run("sample.app.OneLine");
    assertEquals(0, result.exit(), result.err());
    assertEquals(1, events(recording, "TableMapped").size());
    assertEquals(1, events(recording, "TableScrambled").size());
    assertEquals(1, events(recording, "TableUnmapped").size());
    List<RecordedEvent> accesses = events(recording, "PageAccess");
    assertEquals(1, accesses.size());
    RecordedEvent access = accesses.get(0);
    assertEquals("Scatterlist.physicalAddress()", access.getString("accessor"));
    assertEquals("sample.app.Heap", access.getString("exporter"));
    assertTrue(access.getString("importer").matches("sample\\.app\\.OneLine\\.main:\\d+"));
    assertTrue(access.getString("mappedAt").matches("sample\\.app\\.OneLine\\.main:\\d+"));
    assertTrue(
        access.getStackTrace().getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getType().getName().equals("sample.app.OneLine")));
    assertEquals("main", access.getThread().getJavaName());
    assertEquals(
        1,
        events(recording, "SiteCount").stream()
            .mapToLong(e -> e.getLong("imported"))
            .max()
            .orElse(0));
    assertTrue(printed(recording).contains("accessor = \"Scatterlist.physicalAddress()\""));
  }

  @Test
  void a_copy_counts_as_scrambled_and_a_table_that_is_left_as_it_is_does_not() throws Exception {
    assertEquals(1, scrambled("wrap"));
    assertEquals(0, scrambled("record"));
  }

  private int scrambled(String strategy) throws Exception {
    Path recording = home.resolve(strategy + ".jfr");
    ChildJvm.in(home)
        .with("strategy=" + strategy)
        .withJvmOptions("-Xlog:jfr=off", "-XX:StartFlightRecording=filename=" + recording)
        .run("sample.app.OneLine");
    assertEquals(1, events(recording, "TableMapped").size());
    return events(recording, "TableScrambled").size();
  }

  private static List<RecordedEvent> events(Path recording, String name) throws Exception {
    return RecordingFile.readAllEvents(recording).stream()
        .filter(event -> event.getEventType().getName().equals("dev.pagewarden." + name))
        .toList();
  }

  private static String printed(Path recording) throws Exception {
    Process jfr =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                "print",
                "--categories",
                "Pagewarden",
                recording.toString())
            .redirectErrorStream(true)
            .start();
    return new String(jfr.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void without_a_recording_or_jmx_no_class_of_either_is_loaded_but_the_one_that_is_asked()
      throws Exception {
    assertEquals(List.of("jdk.jfr.FlightRecorder"), loaded("OneLine"));
    assertEquals(List.of(), loaded("Plain"));
  }

  private List<String> loaded(String program) throws Exception {
    Path log = home.resolve(program + ".log");
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withJvmOptions("-Xlog:class+load:file=" + log)
            .run("sample.app." + program);
    assertEquals("", result.err());
    List<String> lines = Files.readAllLines(log);
    assertTrue(lines.size() > 300, "too short a log: " + lines.size());
    return lines.stream()
        .map(line -> line.replaceFirst(".*\\] (\\S+) source.*", "$1"))
        .filter(
            name ->
                name.startsWith("jdk.jfr.")
                    || name.startsWith("javax.management.")
                    || name.startsWith("java.lang.management.")
                    || name.startsWith("dev.pagewarden.agent.FlightEvents")
                    || name.startsWith("dev.pagewarden.agent.Management$"))
        .toList();
  }

  @Test
  void a_jvm_that_has_neither_is_served_all_the_same() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withJvmOptions("--limit-modules", "java.instrument")
            .run("sample.app.OneLine");
    assertEquals("", result.err());
    assertEquals(6, result.read().tallies().size());
  }

  @Test
  void a_program_with_an_mbean_server_finds_the_agents_bean_there() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Managed");
    assertEquals("", result.err());
    assertEquals(
        """
        before: 3 accesses at sample.app.Managed.touch Scatterlist.physicalAddress()
        reset: 0 accesses at
        after: 2 accesses at sample.app.Managed.touch Scatterlist.physicalAddress()
        """,
        result.out());
    assertEquals(5, result.read().tallies("sample/app/Managed").get(0).imported());
  }

  @Test
  void told_not_to_it_keeps_away_from_jmx() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("jmx=false").run("sample.app.Managed");
    assertEquals("no bean\n", result.out());
  }
}

package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.RunRecord;
import dev.pagewarden.evidence.SiteTally;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"strategy=xor", "strategy=record"})
  void direct_accesses_are_recorded_to_the_line_and_nothing_else_is(String options)
      throws Exception {
    assertRecordsAsSaid(options, "DirectAccess", "DirectAccess", "Heap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strategy=xor", "strategy=record"})
  void accesses_by_reference_reflection_and_handle_are_put_down_to_who_used_them(String options)
      throws Exception {
    assertRecordsAsSaid(options, "IndirectAccess", "IndirectAccess");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strategy=xor", "strategy=record"})
  void reads_of_the_link_by_handles_and_reflection_are_seen(String options) throws Exception {
    assertRecordsAsSaid(options, "FieldPeeks", "FieldPeeks");
  }

  @Test
  void pages_that_serialization_reads_are_put_down_to_who_writes_the_table() throws Exception {
    assertRecordsAsSaid("strategy=record", "Serialized", "Serialized");
  }

  @Test
  void pages_iterators_cursors_and_clones_of_an_imported_table_are_followed() throws Exception {
    assertRecordsAsSaid("strategy=record", "PageHandles", "PageHandles");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strategy=xor", "strategy=record"})
  void accesses_that_both_sides_agreed_to_are_nobodys_fault(String options) throws Exception {
    assertRecordsAsSaid(options, "Consent", "Consent");
  }

  @Test
  void pages_are_hidden_from_map_to_unmap_and_never_from_their_exporter() throws Exception {
    assertRecordsAsSaid("strategy=xor", "Lifecycle hides", "Lifecycle");
  }

  @Test
  void a_thread_that_works_for_an_exporters_method_is_the_exporter() throws Exception {
    assertRecordsAsSaid("strategy=record", "Helped", "Helped");
  }

  @Test
  void a_program_whose_pages_are_others_is_left_alone() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).withOnly("summary=true").run("sample.app.Storage");
    assertEquals("9\n", result.out());
    assertEquals("", result.err());
    assertEquals(List.of(), result.read().tallies());
  }

  @Test
  void the_record_strategy_hides_nothing() throws Exception {
    assertRecordsAsSaid("strategy=record", "Lifecycle shows", "Lifecycle");
  }

  @Test
  void helpers_of_the_api_are_no_importers_but_an_importer_in_its_package_is() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("strategy=record").run("sample.api.Insider");
    assertEquals("", result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "api/Insider"));
    assertEquals(
        List.of("sample/api/Insider"),
        result.read().tallies().stream()
            .map(tally -> tally.site().callSite().className())
            .distinct()
            .toList());
  }

  @Test
  void an_access_in_a_test_names_exporter_buffer_mapping_and_test() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .withClassPath(System.getProperty("surefire.test.class.path"))
            .run("sample.app.TouchingCase");
    assertEquals(List.of(), Expectations.differences(result.read(), "TouchingCase"));
    SiteTally tally = result.read().tallies("sample/app/TouchingCase").get(0);
    assertEquals(List.of("sample.app.TouchingCase.touches"), List.copyOf(tally.tests()));
    assertEquals(List.of("sample.app.Heap"), List.copyOf(tally.exporters()));
    assertEquals(List.of("frames"), List.copyOf(tally.buffers()));
    assertEquals(1, tally.mappings().size());
    assertEquals("touches", tally.mappings().iterator().next().methodName());
  }

  @Test
  void an_exporter_that_lends_a_table_twice_is_told_on() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Lifecycle", "hides");
    List<RunRecord.Note> notes = result.read().notes();
    assertEquals(1, notes.size(), notes.toString());
    assertEquals("shared-table", notes.get(0).topic());
    assertTrue(notes.get(0).text().startsWith("sample.app.Lifecycle$2 returned"));
    assertTrue(notes.get(0).text().contains("at sample.app.Lifecycle.sharedTable(Lifecycle.java:"));
  }

  @Test
  void an_importer_that_unmaps_what_it_does_not_hold_is_told_on() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.Misreturned");
    assertEquals("", result.err());
    assertEquals(
        List.of(
            "not-mapped: unmapAttachment is called at sample.app.Misreturned.main(Misreturned.java:19)"
                + " with a table that is unmapped already; it was last mapped at"
                + " sample.app.Misreturned.main(Misreturned.java:17); unmap each table that a map"
                + " returned once",
            "not-mapped: unmapAttachment is called at sample.app.Misreturned.main(Misreturned.java:20)"
                + " with a table that no map has returned; unmap each table that a map returned"
                + " once"),
        result.read().notes().stream().map(note -> note.topic() + ": " + note.text()).toList());
  }

  @Test
  void many_threads_lose_no_count() throws Exception {
    ChildJvm.Result result = assertRecordsAsSaid("strategy=xor", "Crowd", "Crowd");
    assertEquals("failures 0\n", result.out());
    SiteTally look =
        result.read().tallies().stream()
            .filter(tally -> tally.site().callSite().methodName().equals("look"))
            .findFirst()
            .orElseThrow();
    assertEquals(4000, look.imported());
    assertEquals(4000, look.other());
  }

  @Test
  void accesses_on_one_line_are_told_apart() throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).run("sample.app.OneLine");
    List<SiteTally> sites = result.read().tallies("sample/app/OneLine");
    assertEquals(List.of(0L, 1L, 0L), sites.stream().map(SiteTally::imported).toList());
    assertEquals(List.of(1L, 0L, 1L), sites.stream().map(SiteTally::other).toList());
    assertEquals(
        List.of(0, 1, 2), sites.stream().map(tally -> tally.site().callSite().ordinal()).toList());
    assertEquals(
        3, sites.stream().map(tally -> tally.site().callSite().bytecodeIndex()).distinct().count());
  }

  private ChildJvm.Result assertRecordsAsSaid(String options, String main, String... sources)
      throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with(options).run(("sample.app." + main).split(" "));
    assertEquals("", result.err());
    assertEquals(0, result.exit(), result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), sources));
    assertEquals(List.of(), result.read().complaints());
    return result;
  }
}

package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.RunRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importers under {@code strategy=wrap}: they hold copies of tables, whose CPU side traps. */
class WrapIT {
  private static final String WHOLE = "all as it should be\n";

  @TempDir Path home;

  @Test
  void every_access_to_a_copy_is_recorded_and_trapped_and_its_dma_side_works() throws Exception {
    ChildJvm.Result result = run("", "sample.app.Wrapped");
    assertEquals("", result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "Wrapped", "Archive"));
    assertEquals(List.of(), result.read().notes());
  }

  @Test
  void the_exporter_has_its_own_table_back_however_the_mapping_began_and_ends() throws Exception {
    ChildJvm.Result result = run("", "sample.app.WrappedLoans");
    assertEquals("", result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "WrappedLoans", "Archive"));
    assertEquals(
        List.of("shared-table", "not-mapped"),
        result.read().notes().stream().map(RunRecord.Note::topic).toList());
  }

  @Test
  void tables_of_any_shape_are_copied_and_one_that_cannot_be_is_told() throws Exception {
    Path contract = Path.of(System.getProperty("sample.classes"), "sample/shapes.yaml");
    ChildJvm.Result result = run(",contract=" + contract, "sample.app.WrappedShapes");
    assertEquals(
        "pagewarden: tables of sample.shapes.Mirage cannot be copied (it does not refer to its"
            + " entries); importers get them as by strategy=record, and accesses are recorded all"
            + " the same\n",
        result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "WrappedShapes"));
  }

  @Test
  void a_copy_has_no_pages_for_classes_that_are_no_importers_either() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .with("strategy=wrap,excludes=sample.app.OneLine")
            .run("sample.app.OneLine");
    assertEquals(1, result.exit());
    assertTrue(
        result.err().contains("pagewarden refuses Scatterlist.physicalAddress() on a table"),
        result.err());
    assertEquals(0, result.read().tallies("sample/app/OneLine").size());
  }

  @Test
  void tables_in_named_modules_are_copied() throws Exception {
    ChildJvm.Result result =
        ChildJvm.in(home)
            .inModules()
            .with("strategy=wrap")
            .run("-m", "sample.app/sample.app.WrappedLoans");
    assertEquals(WHOLE, result.out(), result.err());
    assertEquals("", result.err());
    assertEquals(List.of(), Expectations.differences(result.read(), "WrappedLoans"));
  }

  private ChildJvm.Result run(String options, String main) throws Exception {
    ChildJvm.Result result = ChildJvm.in(home).with("strategy=wrap" + options).run(main);
    assertEquals(WHOLE, result.out(), result.err());
    assertEquals(0, result.exit());
    assertEquals(List.of(), result.read().complaints());
    return result;
  }
}

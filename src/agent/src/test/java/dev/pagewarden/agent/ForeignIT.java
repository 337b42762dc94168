package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API that shares no name with ours, described by a contract of the project's own. */
class ForeignIT {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"xor, hides", "record, shows"})
  void tables_that_are_records_with_links_of_any_kind_are_hidden_and_followed(
      String strategy, String effect) throws Exception {
    Path contract = Path.of(System.getProperty("sample.classes"), "sample/foreign.yaml");
    ChildJvm.Result result =
        ChildJvm.in(home)
            .with("strategy=" + strategy + ",contract=" + contract)
            .run("sample.app.Borrower", effect);
    assertEquals("", result.err());
    assertEquals("all as it should be\n", result.out());
    assertEquals(List.of(), Expectations.differences(result.read(), "Borrower"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xor", "wrap"})
  void a_table_that_threads_share_blocks_none_and_is_never_hidden_from_its_exporter(String strategy)
      throws Exception {
    Path contract = Path.of(System.getProperty("sample.classes"), "sample/foreign.yaml");
    ChildJvm.Result result =
        ChildJvm.in(home)
            .with("strategy=" + strategy + ",contract=" + contract)
            .run("sample.app.Contended");
    assertEquals("", result.err());
    assertEquals("done, 0 times hidden\n", result.out());
  }
}

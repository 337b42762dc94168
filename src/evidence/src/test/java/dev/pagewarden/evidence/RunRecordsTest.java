package dev.pagewarden.evidence;

import static dev.pagewarden.evidence.Samples.run;
import static dev.pagewarden.evidence.Samples.runs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecordsTest {
  private static final AccessSite SITE = Samples.site("copy", 7, 0, 42);

  @Test
  void counts_of_all_runs_are_summed() {
    SiteTally tally =
        runs(
                run(Samples.access(SITE, "Heap", "A.a"), new RunRecord.Count(SITE, 5, 2)),
                run(Samples.access(SITE, "Peer", "B.b"), new RunRecord.Count(SITE, 1, 0)),
                run(new RunRecord.Reached(SITE, 1), new RunRecord.Count(SITE, 0, 4)))
            .tallies()
            .get(0);
    assertEquals(6, tally.imported());
    assertEquals(6, tally.other());
    assertTrue(tally.exact());
    assertEquals(List.of("Heap", "Peer"), tally.exporters());
    assertEquals(List.of("A.a", "B.b"), tally.tests());
    assertEquals(List.of("frame"), tally.buffers());
    assertEquals(30, tally.mappings().get(0).line());
    assertEquals("PAGE", tally.kind());
  }

  @Test
  void killed_run_counts_at_least_what_it_recorded() {
    SiteTally tally =
        runs(
                run(Samples.access(SITE), new RunRecord.Reached(SITE, 1)),
                run(Samples.access(SITE), new RunRecord.Count(SITE, 5, 0)))
            .tallies()
            .get(0);
    assertEquals(6, tally.imported());
    assertEquals(1, tally.other());
    assertFalse(tally.exact());
  }

  @Test
  void same_site_in_two_builds_is_two_sites() {
    AccessSite other = Samples.site(Samples.OTHER_HASH, "copy", 7, 0, 42, "Scatterlist.page()");
    assertEquals(2, runs(run(Samples.access(SITE), Samples.access(other))).tallies().size());
  }

  @Test
  void hash_tells_builds_apart() {
    String hash = ClassHash.of(new byte[] {1});
    assertEquals("4bf5122f344554c53bde2ebb8cd2b7e3", hash);
    assertFalse(hash.equals(ClassHash.of(new byte[] {2})));
  }
}

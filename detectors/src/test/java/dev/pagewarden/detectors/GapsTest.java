package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewarden.detectors.flow.Bound;
import dev.pagewarden.detectors.flow.Gap;
import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.evidence.CallSite;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Program PROGRAM =
      new Program(new TreeSet<>(List.of("shop/Camera")), new TreeSet<>(), new TreeSet<>(), null);

  @Test
  void too_much_work_is_told_with_the_way_to_have_more_done() {
    assertEquals(
        List.of(
            "not everything was followed (too much work): findings may be missing behind"
                + " shop.Camera.a(), shop.Camera.b(), shop.Camera.c() and 1 more;"
                + " -Dpagewarden.effort=4 does four times as much"),
        Gaps.lines(
            PROGRAM,
            List.of(
                gap(Bound.WORK, "b"),
                gap(Bound.WORK, "a"),
                gap(Bound.WORK, "d"),
                gap(Bound.WORK, "c"))));
  }

  @Test
  void each_bound_has_a_line() {
    assertEquals(
        List.of(
            "not everything was followed (calls nested too deeply): findings may be missing behind"
                + " shop.Camera.a()",
            "not everything was followed (recursion with ever new inputs): findings may be missing"
                + " behind shop.Camera.b()"),
        Gaps.lines(PROGRAM, List.of(gap(Bound.RECURSION, "b"), gap(Bound.CALL_DEPTH, "a"))));
  }

  @Test
  void what_is_not_the_projects_own_is_not_told() {
    Location elsewhere =
        new Location(new CallSite("lib/Other", "run", "()V", 0, 0, 1), "Other.java", false);
    assertEquals(List.of(), Gaps.lines(PROGRAM, List.of(new Gap(Bound.WORK, elsewhere, 1))));
  }

  private static Gap gap(Bound bound, String method) {
    CallSite site = new CallSite("shop/Camera", method, "()V", 0, 0, 1);
    return new Gap(bound, new Location(site, "Camera.java", false), 2);
  }
}

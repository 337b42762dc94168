package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pagewarden.testdata.Expectation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  @Test
  void a_line_without_comment_expects_nothing() {
    assertEquals(List.of(), Expectation.on("  t.page(); // the page"));
  }

  @Test
  void a_finding_is_expected_once_unless_it_says_otherwise() {
    assertEquals(
        List.of(new Expectation(Kind.EXPECT, "DMABUF_PAGE_ACCESS", 1, false)),
        Expectation.on("t.page(); // expect: DMABUF_PAGE_ACCESS"));
    assertEquals(
        List.of(new Expectation(Kind.EXPECT, "DMABUF_PAGE_ACCESS", 2, false)),
        Expectation.on("t.page(); // expect: DMABUF_PAGE_ACCESS x2"));
  }

  @Test
  void a_finding_may_stand_where_the_library_is_called() {
    assertEquals(
        List.of(new Expectation(Kind.EXPECT, "DMABUF_PAGE_ACCESS", 1, true)),
        Expectation.on("sum(t); // expect: DMABUF_PAGE_ACCESS in library"));
  }

  @Test
  void a_line_may_carry_several_comments() {
    assertEquals(
        List.of(
            new Expectation(Kind.EXPECT, "DMABUF_PAGE_ACCESS", 1, false),
            new Expectation(Kind.MISSED, "DMABUF_PAGE_ESCAPE", 1, false),
            new Expectation(Kind.UNRUN, "", 1, false)),
        Expectation.on(
            "x(); // expect: DMABUF_PAGE_ACCESS // missed: DMABUF_PAGE_ESCAPE by JNI // unrun: no"));
  }

  @Test
  void what_is_missed_or_a_false_alarm_needs_a_reason() {
    assertEquals(
        Kind.FALSE_ALARM,
        Expectation.on("// false alarm: DMABUF_PAGE_ACCESS merged").get(0).kind());
    assertThrows(
        IllegalArgumentException.class, () -> Expectation.on("// missed: DMABUF_PAGE_ACCESS"));
  }

  @Test
  void a_misspelt_claim_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Expectation.on("// expect: PAGE_ACCESS"));
    assertThrows(
        IllegalArgumentException.class, () -> Expectation.on("// expect: DMABUF_PAGE_ACCESS 2"));
  }
}

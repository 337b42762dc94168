package dev.pagewarden.testdata;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself: it fails where findings and lines differ, either way. */
class ComparisonTest {
  private static final String ACCESS = "DMABUF_PAGE_ACCESS";

  @TempDir private Path directory;
  private CaseFile subject;

  @BeforeEach
  void write() throws IOException {
    Path file = Files.createDirectory(directory.resolve("flow")).resolve("A.java");
    Files.writeString(
        file,
        """
        a.page(); // expect: DMABUF_PAGE_ACCESS
        b.page(); // missed: DMABUF_PAGE_ACCESS by reflection
        c.page(); // false alarm: DMABUF_PAGE_ACCESS merged
        d.page(); // expect: DMABUF_PAGE_ACCESS // unrun: needs a device
        sum(e); // expect: DMABUF_PAGE_ACCESS in library
        f();
        """);
    subject = CaseFile.read(directory, file);
  }

  @Test
  void findings_as_claimed_pass() {
    found(1, 3, 4, 5).verify();
  }

  @Test
  void a_finding_that_fails_to_appear_is_named_with_its_source() {
    assertFails(found(3, 4, 5), "wanted 1, found 0\n    at flow/A.java:1    a.page();");
  }

  @Test
  void a_finding_too_many_is_named() {
    assertFails(found(1, 3, 4, 5, 6), "wanted 0, found 1\n    at flow/A.java:6    f();");
    assertFails(found(1, 1, 3, 4, 5), "wanted 1, found 2\n    at flow/A.java:1");
  }

  @Test
  void a_comment_that_no_longer_holds_is_named() {
    assertFails(found(1, 2, 3, 4, 5), "no longer missed");
    assertFails(found(1, 4, 5), "no longer a false alarm");
  }

  @Test
  void records_as_claimed_pass() {
    recorded(1, 2).verify();
  }

  @Test
  void a_line_without_its_record_and_a_record_without_its_line_are_named() {
    assertFails(recorded(2), "no access recorded\n    at flow/A.java:1");
    assertFails(recorded(1), "no access recorded\n    at flow/A.java:2");
    assertFails(recorded(1, 2, 3), "where none is expected\n    at flow/A.java:3");
    assertFails(recorded(1, 2, 5), "where none is expected\n    at flow/A.java:5");
  }

  @Test
  void one_record_is_enough_where_the_first_may_end_the_case() {
    new Comparison(subject).withSomeRecords(seen(2)).verify();
    assertFails(new Comparison(subject).withSomeRecords(List.of()), "no access recorded on any");
    assertFails(new Comparison(subject).withSomeRecords(seen(1, 6)), "flow/A.java:6");
  }

  private Comparison found(int... lines) {
    return new Comparison(subject).withFindings(seen(lines));
  }

  private Comparison recorded(int... lines) {
    return new Comparison(subject).withRecords(seen(lines));
  }

  private static List<Seen> seen(int... lines) {
    return Arrays.stream(lines).mapToObj(line -> new Seen(ACCESS, "flow/A.java", line)).toList();
  }

  private static void assertFails(Comparison comparison, String message) {
    AssertionError error = assertThrows(AssertionError.class, comparison::verify);
    String text = error.getMessage().replace(System.lineSeparator(), "\n");
    assertTrue(text.contains(message), text);
  }
}
